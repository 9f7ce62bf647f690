/*
 * Checks of parameters and sample sheet, and the words of the command lines.
 *
 * nf-schema is a plugin and plugins need the network at start; nextflow_schema.json and assets/schema_input.json are in
 * its format, and what of it they use is checked here. All problems are told at once, each with its place.
 */

// ---- Parameters -------------------------------------------------------------------------------------------------------

/** Every parameter of nextflow_schema.json: name -> definition, in the order of the file. */
def parameterDefinitions(schemaFile) {
  def schema = new groovy.json.JsonSlurper().parse(schemaFile)
  schema.get('$defs').values().collectEntries { group -> group.properties }
}

/**
 * Checks parameters against the schema. Since Nextflow 25.10 the command line may give text where 25.04 gives numbers, so
 * values are converted here and nowhere else.
 *
 * Returns [values: name -> converted value, problems: texts].
 */
def checkParameters(given, schemaFile) {
  def definitions = parameterDefinitions(schemaFile)
  def problems = unknownParameters(given.keySet(), definitions.keySet())
  def values = definitions.collectEntries { name, definition ->
    def checked = checkValue(given[name], definition)
    if (checked.problem) {
      problems << "--${name} ${checked.problem}".toString()
    }
    [name, checked.value]
  }
  [values: values, problems: problems + checkCombination(values)]
}

def unknownParameters(names, known) {
  // Nextflow adds `minCells` to a given `min-cells`, and the other way round: one problem for both.
  def unknown = names.findAll { name -> !(name in known) }.groupBy { name -> snakeCase(name) }
  unknown.collect { snake, spellings ->
    def shown = spellings.find { name -> name.contains('-') } ?: spellings[0]
    def near = nearest(snake, known)
    "--${shown} is not a parameter." + (near ? " Did you mean --${near}?" : " --help lists them all.")
  }
}

def snakeCase(name) {
  name.replaceAll('([a-z0-9])([A-Z])', '$1_$2').toLowerCase().replace('-', '_')
}

/** The known name that is spelt most alike, or null where none is near. */
def nearest(name, known) {
  def best = known.min { candidate -> editDistance(name, candidate) }
  best != null && editDistance(name, best) <= Math.max(2, name.length().intdiv(3)) ? best : null
}

/** Number of letters to insert, delete or replace. */
def editDistance(a, b) {
  b.toList().withIndex().inject((0..a.length()).toList()) { above, column ->
    a.toList().withIndex().inject([column[1] + 1]) { row, letter ->
      def replaced = above[letter[1]] + (letter[0] == column[0] ? 0 : 1)
      row + [[replaced, above[letter[1] + 1] + 1, row[-1] + 1].min()]
    }
  }[-1]
}

/** Returns [value:, problem:]; the problem continues "--name ". */
def checkValue(given, definition) {
  if (given == null) {
    return [value: null]
  }
  def converted = convert(given, definition.type)
  if (converted == null) {
    def kinds = [integer: 'a whole number', number: 'a number', boolean: 'true or false', string: 'a value']
    def wanted = kinds[definition.type]
    return [problem: given.toString() == 'true' ? "needs ${wanted} after it." : "is '${given}', which is not ${wanted}."]
  }
  def problem = definition.type in ['integer', 'number'] ? checkRange(converted, definition)
    : definition.type == 'string' ? checkText(converted, definition) : null
  [value: converted, problem: problem]
}

/** Null where the value is not of the type. */
def convert(given, type) {
  def text = given.toString().trim()
  if (type == 'boolean') {
    return text in ['true', 'false'] ? text == 'true' : null
  }
  if (type == 'string') {
    // true: the name was given without a value.
    return text == 'true' ? null : given.toString()
  }
  if (given instanceof Boolean || !text.isNumber()) {
    return null
  }
  def number = new BigDecimal(text)
  if (type == 'number') {
    return number
  }
  number.stripTrailingZeros().scale() <= 0 && number.abs() <= Long.MAX_VALUE ? number.longValue() : null
}

def checkRange(number, definition) {
  def limits = [
    definition.minimum != null ? "at least ${definition.minimum}" : null,
    definition.exclusiveMinimum != null ? "above ${definition.exclusiveMinimum}" : null,
    definition.maximum != null ? "at most ${definition.maximum}" : null,
    definition.exclusiveMaximum != null ? "below ${definition.exclusiveMaximum}" : null
  ].findAll { limit -> limit != null }
  def fits = (definition.minimum == null || number >= definition.minimum)
    && (definition.exclusiveMinimum == null || number > definition.exclusiveMinimum)
    && (definition.maximum == null || number <= definition.maximum)
    && (definition.exclusiveMaximum == null || number < definition.exclusiveMaximum)
  fits ? null : "is ${number}; it must be ${limits.join(' and ')}."
}

def checkText(text, definition) {
  if (definition['enum'] && !(text in definition['enum'])) {
    return "is '${text}'; it must be one of ${definition['enum'].join(', ')}."
  }
  if (text.length() < (definition.minLength ?: 0)) {
    return 'is empty.'
  }
  if (definition.pattern && !(text ==~ definition.pattern)) {
    return "is '${text}', which does not fit. ${definition.description}"
  }
  if (definition.format == 'file-path') {
    def problem = checkFile(file(text, glob: false))
    return problem ? "is ${text}: ${problem}" : null
  }
  if (definition.format == 'directory-path' && file(text, glob: false).isFile()) {
    return "is ${text}, which is a file and not a folder."
  }
  null
}

/** What is wrong with an input file, or null. */
def checkFile(path) {
  !path.exists() ? 'there is no such file.'
    : path.isDirectory() ? 'that is a folder, a file is needed.'
    : path.size() == 0 ? 'that file is empty.' : null
}

def checkCombination(values) {
  def problems = []
  def starts = ['input', 'effects', 'model'].findAll { name -> values[name] != null } + (values.simulate ? ['simulate'] : [])
  if (starts.isEmpty()) {
    problems << 'There is no input. Give --input (sample sheet), --effects, --simulate, or --model.'
  }
  if (starts.size() > 1) {
    problems << "--${starts.join(' and --')} exclude each other: give one of them.".toString()
  }
  def places = ['context_effects', 'context'].findAll { name -> values[name] != null }
  if (values.model != null && places.size() != 1) {
    problems << '--model needs --context_effects (effects of a new context) or --context (one of the training data).'
  }
  if (values.model == null && places) {
    problems << "--${places.join(' and --')} needs --model, a trained .c3tl file.".toString()
  }
  def foreign = [
    'hold-out': ['known_fractions', 'training_contexts'],
    paper: ['known_fraction', 'validation_fraction', 'known_fractions', 'training_contexts'],
    scarcity: ['known_fraction']
  ]
  (foreign[values.protocol ?: 'hold-out'] ?: []).findAll { name -> values[name] != null }.each { name ->
    problems << "--${name} does not go with --protocol ${values.protocol ?: 'hold-out'}; leave it out.".toString()
  }
  if (values.genes != null && values.gene_list != null) {
    problems << '--genes and --gene_list exclude each other: give one of them.'
  }
  problems
}

/** The text of --help. */
def parameterHelp(schemaFile) {
  def groups = new groovy.json.JsonSlurper().parse(schemaFile).get('$defs').values()
  def blocks = groups.collect { group ->
    def shown = group.properties.findAll { _name, definition -> !definition.hidden }
    def lines = shown.collect { name, definition ->
      def choice = definition['enum'] ? " One of ${definition['enum'].join(', ')}." : ''
      def shownDefault = definition['default'] != null && definition.type != 'boolean'
      def fallback = shownDefault ? " Default: ${definition['default']}." : ''
      "  --${name.padRight(26)} ${('[' + definition.type + ']').padRight(9)}  ${definition.description}${choice}${fallback}"
    }
    ([group.title] + lines).join('\n')
  }
  'Usage: nextflow run c3tl.nf --input samplesheet.csv --outdir results [-profile demo|test|slurm|docker|...]\n\n' +
    blocks.join('\n\n') + '\n'
}

// ---- Sample sheet -----------------------------------------------------------------------------------------------------

/**
 * Reads a sample sheet. Accepted are commas, tabs or semicolons, quotes, a byte order mark, Windows line ends and blank
 * lines. A relative file is looked for in the launch folder, then beside the sheet.
 *
 * Returns [rows: [[sample:, h5ad:, column: value, ...]], problems: texts, warnings: texts].
 */
def readSampleSheet(sheet, schemaFile) {
  def schema = new groovy.json.JsonSlurper().parse(schemaFile).items
  def lines = decode(sheet.bytes).split('\r\n|\r|\n', -1).toList().withIndex(1)
    .findAll { text, _number -> text.replaceAll('[\\s,;"]', '') }
  if (lines.isEmpty()) {
    def problem = "${sheet.name} is empty: a line of column names (sample,h5ad) is needed."
    return [rows: [], warnings: [], problems: [problem.toString()]]
  }
  def separator = ['\t', ';', ','].max { candidate -> lines[0][0].count(candidate) }
  def header = cells(lines[0][0], separator)
  def problems = checkHeader(header, schema, sheet.name, lines[0][1])
  if (problems) {
    return [rows: [], warnings: [], problems: problems]
  }
  def rows = lines.tail().collect { text, number ->
    def place = "${sheet.name}, line ${number}"
    def found = cells(text, separator)
    if (text.count('"') % 2) {
      problems << "${place}: a quotation mark is not closed.".toString()
      return [line: number]
    }
    if (found.drop(header.size()).any { value -> value }) {
      problems << "${place}: ${found.size()} values, but ${header.size()} columns (${header.join(', ')}).".toString()
      return [line: number]
    }
    def row = [header, header.indices.collect { column -> found[column] ?: null }].transpose().collectEntries()
    problems.addAll(checkRow(row, schema, place))
    row + [line: number]
  }
  if (rows.isEmpty()) {
    problems << "${sheet.name} has column names only: one line per file of cells is needed.".toString()
  }
  def resolved = rows.collect { row -> row + [h5ad: row.h5ad ? locate(row.h5ad, sheet) : null] }
  resolved.findAll { row -> row.h5ad && row.h5ad.name.endsWith('.h5ad') }.each { row ->
    def problem = checkFile(row.h5ad)
    if (problem) {
      problems << "${sheet.name}, line ${row.line}, column h5ad: ${row.h5ad}: ${problem}".toString()
    }
  }
  ['sample', 'h5ad'].each { column ->
    problems.addAll(duplicates(resolved, column, sheet.name))
  }
  def warnings = header.findAll { column -> column && !schema.properties.containsKey(column) }
    .collect { column -> "${sheet.name}: column ${column} is not used.".toString() }
  [rows: resolved, warnings: warnings, problems: problems.sort { text -> lineOf(text) }]
}

def lineOf(problem) {
  def found = problem =~ ', line (\\d+)'
  found.find() ? found.group(1) as Integer : 0
}

/** Text of a file from an editor or spreadsheet: UTF-8 or UTF-16, with or without byte order mark. */
def decode(bytes) {
  def start = bytes.length > 1 ? [bytes[0] & 0xff, bytes[1] & 0xff] : []
  def name = start in [[0xff, 0xfe], [0xfe, 0xff]] ? 'UTF-16' : 'UTF-8'
  new String(bytes, name).replaceFirst('^\uFEFF', '')
}

/** Values of a line; separators inside quotes do not separate. */
def cells(line, separator) {
  line.split("${separator}(?=(?:[^\"]*\"[^\"]*\")*[^\"]*\$)", -1).toList().collect { value ->
    def text = value.trim()
    (text.length() > 1 && text.startsWith('"') && text.endsWith('"') ? text[1..<-1].replace('""', '"') : text).trim()
  }
}

def checkHeader(header, schema, sheet, line) {
  def known = schema.properties.keySet()
  def problems = schema.required.findAll { column -> !(column in header) }.collect { column ->
    "${sheet}, line ${line}: column ${column} is missing; found: ${header.findAll { name -> name }.join(', ')}.".toString()
  }
  header.countBy { name -> name }.findAll { name, count -> name && count > 1 }.each { name, count ->
    problems << "${sheet}, line ${line}: column ${name} is there ${count} times.".toString()
  }
  // A column of another pipeline's sheet is left alone; one that is nearly ours is a slip.
  header.findAll { name -> name && !(name in known) }.each { name ->
    def near = known.find { candidate -> !(candidate in header) && editDistance(snakeCase(name), candidate) <= 2 }
    if (near) {
      problems << "${sheet}, line ${line}: column ${name} is not known. Did you mean ${near}?".toString()
    }
  }
  problems
}

def checkRow(row, schema, place) {
  schema.properties.collect { column, definition ->
    def value = row[column]
    value == null ? (column in schema.required ? "${place}, column ${column}: the value is missing.".toString() : null)
      : definition.pattern && !(value ==~ definition.pattern)
        ? "${place}, column ${column}: '${value}' is not ${definition.errorMessage}.".toString() : null
  }.findAll { problem -> problem != null }
}

def duplicates(rows, column, sheet) {
  rows.findAll { row -> row[column] }.groupBy { row -> row[column] }.values().findAll { same -> same.size() > 1 }
    .collectMany { same -> same.tail().collect { row ->
      "${sheet}, line ${row.line}, column ${column}: ${row[column]} stands in line ${same[0].line} already.".toString()
    } }
}

def locate(name, sheet) {
  def path = file(name, glob: false)
  def beside = sheet.parent.resolve(name)
  !path.exists() && !name.contains('://') && beside.exists() ? beside : path
}

// ---- Command lines ----------------------------------------------------------------------------------------------------

/**
 * Options of the command line: `min_cells: 5` becomes --min-cells 5, true a flag; null and false are left out. Values are
 * quoted for the shell.
 */
def options(values) {
  values.findAll { _name, value -> value != null && value != false }.collect { name, value ->
    "--${name.replace('_', '-')}" + (value == true ? '' : " ${shellQuote(value)}")
  }.join(' ')
}

def shellQuote(value) {
  def text = value.toString()
  text ==~ '[A-Za-z0-9_./:@%+=-]+' ? text : "'" + text.replace("'", "'\\''") + "'"
}

// ---- Reports ----------------------------------------------------------------------------------------------------------

/** The jar that tasks run, or an empty list where a container brings c3tl along. */
def findJar(given, beside, containers) {
  if (given) {
    return file(given, glob: false)
  }
  def named = System.getenv('C3TL_JAR')
  if (named) {
    return file(named, checkIfExists: true, glob: false)
  }
  if (!beside.exists() && !containers) {
    error("There is no ${beside}. Build it with 'mvn -q package -pl core' in the repository, or give --jar.")
  }
  beside.exists() ? beside : []
}

/**
 * At the end of a run: writes the programs' versions, says where the results are and, of an evaluation, the main figures.
 *
 * versions: [[process, program, version], ...]
 */
def complete(outdir, versions) {
  if (workflow.preview || versions.isEmpty()) {
    return
  }
  def file = outdir.resolve('pipeline_info/c3tl_mqc_versions.yml')
  file.parent.mkdirs()
  file.text = versionsText(versions)
  if (workflow.success) {
    def summary = outdir.resolve('evaluation/summary.json')
    def table = workflow.stubRun || !summary.exists() ? '' : '\n\n' + metricsTable(summary)
    def report = table
      ? "\nThe report: ${outdir}/report/report.html\nEvery score: ${outdir}/evaluation/metrics.tsv" : ''
    log.info("Results are in ${outdir}${table}${report}")
  }
}

/** Programs and versions in the form that MultiQC shows. */
def versionsText(rows) {
  def tasks = rows.unique(false).groupBy { row -> row[0].tokenize(':')[-1] }.sort().collect { process, programs ->
    "${process}:\n" + programs.collect { row -> "  ${row[1]}: ${row[2]}\n" }.join()
  }.join()
  tasks + "Workflow:\n  ${workflow.manifest.name}: ${workflow.manifest.version}\n  Nextflow: ${workflow.nextflow.version}\n"
}

/** Main figures of the evaluation, one line for each method; the command line computed them. */
def metricsTable(summary) {
  def names = ['pearson_delta', 'mse']
  def rows = new groovy.json.JsonSlurper().parse(summary).methods.collect { method, metrics ->
    [method] + names.collect { name ->
      def mean = metrics[name]?.mean
      mean == null ? '-' : String.format(Locale.ROOT, '%.4g', mean as double)
    }
  }
  def lines = [['method'] + names] + rows
  def width = lines.collect { row -> row[0].length() }.max()
  lines.collect { row ->
    '  ' + row[0].padRight(width) + row.tail().collect { cell -> cell.padLeft(15) }.join()
  }.join('\n')
}

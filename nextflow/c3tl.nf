#!/usr/bin/env nextflow
/*
 * C3TL: from single cells, or finished effects, to predictions for held-out contexts and their comparison with baselines;
 * or from a trained model and a new context's few measured effects to predictions. See docs/usage.md.
 */

include { SIMULATE } from './modules/local/simulate'
include { PSEUDOBULK } from './modules/local/pseudobulk'
include { MERGE } from './modules/local/merge'
include { SPLIT } from './modules/local/split'
include { TRAIN } from './modules/local/train'
include { PREDICT } from './modules/local/predict'
include { EVALUATE } from './modules/local/evaluate'
include { REPORT } from './modules/local/report'
include { checkParameters ; parameterHelp ; readSampleSheet } from './subworkflows/local/utils_c3tl'
include { complete ; findJar ; options } from './subworkflows/local/utils_c3tl'

/** Files of single cells to one table of effects. */
workflow CELLS_TO_EFFECTS {
  take:
  cells // channel: [ [id:], h5ad, options ]
  settings // map: checked parameters
  jar // path or []

  main:
  PSEUDOBULK(cells, jar)
  // Sorted, so that -resume finds the same list whatever order the tasks end in.
  parts = PSEUDOBULK.out.partial
    .toSortedList { a, b -> a[0].id <=> b[0].id }
    .map { rows -> rows.collect { row -> row[1] } }
  MERGE(
    parts,
    settings.gene_list ? file(settings.gene_list, glob: false) : [],
    options(settings.subMap(['control_label', 'min_cells', 'genes', 'skip_without_control'])),
    jar
  )
  effects = MERGE.out.effects

  emit:
  effects // value channel: path
}

/** Folds, a model for each, predictions, their evaluation and a report on it. */
workflow CROSS_VALIDATE {
  take:
  effects // value channel: path
  settings // map: checked parameters
  jar // path or []

  main:
  SPLIT(
    effects,
    options(settings.subMap([
      'protocol', 'hold_out', 'known_fraction', 'validation_fraction', 'known_fractions', 'training_contexts',
      'perturbation_group', 'seed', 'seeds', 'folds'
    ])),
    jar
  )
  folds = SPLIT.out.folds.flatten().map { toml -> [[id: toml.baseName], toml] }
  training = settings.subMap([
    'seed', 'perturbation_group', 'hidden', 'depth', 'latent', 'activation', 'residual', 'basis_rank', 'dropout',
    'weight_decay', 'learning_rate', 'batch', 'epochs', 'patience', 'criterion', 'validation', 'ensemble', 'device'
  ]) + [leave_one_out: settings.leave_one_out, no_leave_one_out: settings.leave_one_out == false]
  TRAIN(folds, effects, options(training), jar)
  PREDICT(TRAIN.out.model, [], settings.perturbations ? file(settings.perturbations, glob: false) : [],
    options(settings.subMap(['include_known', 'fine_tune_epochs'])), jar)
  predictions = PREDICT.out.predictions
    .toSortedList { a, b -> a[0].id <=> b[0].id }
    .map { rows -> rows.collect { row -> row[1] } }
  EVALUATE(predictions, effects, jar)
  curves = TRAIN.out.curve
    .toSortedList { a, b -> a[0].id <=> b[0].id }
    .map { rows -> rows.collect { row -> row[1] } }
  // Models of different folds have different spaces: the map is of the first.
  model = TRAIN.out.model
    .toSortedList { a, b -> a[0].id <=> b[0].id }
    .map { rows -> rows ? rows[0][1] : [] }
  REPORT(EVALUATE.out.evaluation, predictions, effects, curves, model, jar)
}

/** Predictions of a trained model for new contexts, or for contexts it knows. */
workflow PREDICT_CONTEXT {
  take:
  model // path
  contextEffects // path or []
  settings // map: checked parameters
  jar // path or []

  main:
  contexts = (settings.context ?: '').tokenize(',').collect { name -> options([context: name.trim()]) }.join(' ')
  PREDICT(
    [[id: contextEffects ? contextEffects.simpleName : model.simpleName], model],
    contextEffects,
    settings.perturbations ? file(settings.perturbations, glob: false) : [],
    [contexts, options(settings.subMap(['include_known', 'fine_tune_epochs']))].join(' ').trim(),
    jar
  )
}

workflow {
  main:
  if (params.help.toString() == 'true') {
    println(parameterHelp(file("${projectDir}/nextflow_schema.json")))
    exit(0)
  }
  checked = checkParameters(params, file("${projectDir}/nextflow_schema.json"))
  settings = checked.values
  sheet = settings.input
    ? readSampleSheet(file(settings.input, glob: false), file("${projectDir}/assets/schema_input.json"))
    : [rows: [], problems: [], warnings: []]
  problems = checked.problems + sheet.problems
  if (problems) {
    def count = problems.size() == 1 ? 'One problem' : "${problems.size()} problems"
    error("${count} with the input:\n  " + problems.join('\n  '))
  }
  sheet.warnings.each { warning -> log.warn(warning) }
  jar = findJar(settings.jar, file("${projectDir}/../core/target/c3tl.jar"), workflow.containerEngine)

  if (settings.model) {
    PREDICT_CONTEXT(
      file(settings.model, glob: false),
      settings.context_effects ? file(settings.context_effects, glob: false) : [],
      settings,
      jar
    )
  }
  else if (settings.effects) {
    CROSS_VALIDATE(channel.value(file(settings.effects, glob: false)), settings, jar)
  }
  else {
    common = settings.subMap([
      'perturbation_column', 'context_column', 'batch_column', 'counts_layer', 'gene_column', 'target_sum', 'aggregate'
    ]) + [input: settings.input_kind]
    if (settings.simulate) {
      SIMULATE(
        options([
          files: settings.simulate_files,
          contexts: settings.simulate_contexts,
          perturbations: settings.simulate_perturbations,
          genes: settings.simulate_genes,
          cells_per_group: settings.simulate_cells_per_group,
          seed: settings.seed
        ]),
        jar
      )
      cells = SIMULATE.out.cells.flatten().map { h5ad -> [[id: h5ad.baseName], h5ad, options(common)] }
    }
    else {
      cells = channel.fromList(sheet.rows).map { row ->
        def own = [
          perturbation_column: row.condition_col,
          context_column: row.label_col,
          batch_column: row.batch_col,
          counts_layer: row.counts_layer,
          gene_column: row.symbol_col
        ].findAll { _name, value -> value != null }
        [[id: row.sample], row.h5ad, options(common + own)]
      }
    }
    CELLS_TO_EFFECTS(cells, settings, jar)
    CROSS_VALIDATE(CELLS_TO_EFFECTS.out.effects, settings, jar)
  }

  // Written at the end, by complete(): collectFile would fail once more where a task has failed.
  def versions = java.util.Collections.synchronizedList([])
  channel.topic('versions').subscribe { row -> versions << row }
  def outdir = file(settings.outdir, glob: false)
  workflow.onComplete {
    complete(outdir, versions)
  }
}

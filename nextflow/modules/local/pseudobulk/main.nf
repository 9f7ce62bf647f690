/** Sums and counts of one file's cells for each perturbation and context. */
process PSEUDOBULK {
  tag "${meta.id}"
  label 'process_low'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  tuple val(meta), path(cells), val(options)
  path jar

  output:
  tuple val(meta), path("*.h5"), emit: partial
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def prefix = task.ext.prefix ?: "${meta.id}"
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl pseudobulk ${cells} --partial ${options} ${args} --output ${prefix}.h5
  """

  stub:
  def prefix = task.ext.prefix ?: "${meta.id}"
  """
  export C3TL_JAR=${jar}
  touch ${prefix}.h5
  """
}

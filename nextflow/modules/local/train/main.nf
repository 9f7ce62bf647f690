/** One model: the network trained on a fold. */
process TRAIN {
  tag "${meta.id}"
  label 'process_medium'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  tuple val(meta), path(fold)
  path effects
  val options
  path jar

  output:
  tuple val(meta), path("*.c3tl"), emit: model
  tuple val(meta), path("*.curve.tsv"), emit: curve
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def prefix = task.ext.prefix ?: "${meta.id}"
  // The network's arrays lie outside the heap; JavaCPP allows them as much again as the heap may have.
  def heap = (task.memory ? task.memory.toMega() * 0.45 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl train ${effects} --split ${fold} --threads ${task.cpus} ${options} ${args} \\
    --curve ${prefix}.curve.tsv --output ${prefix}.c3tl
  """

  stub:
  def prefix = task.ext.prefix ?: "${meta.id}"
  """
  export C3TL_JAR=${jar}
  touch ${prefix}.c3tl ${prefix}.curve.tsv
  """
}

/** Predictions of a model for the contexts it was trained for, or for a new one. */
process PREDICT {
  tag "${meta.id}"
  label 'process_low'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  tuple val(meta), path(model)
  path context_effects, stageAs: 'context/*'
  path perturbations
  val options
  path jar

  output:
  tuple val(meta), path("*.predictions.h5ad"), emit: predictions
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def prefix = task.ext.prefix ?: "${meta.id}"
  def context = context_effects ? "--context-effects ${context_effects}" : ''
  def list = perturbations ? "--perturbations ${perturbations}" : ''
  // The network's arrays lie outside the heap; JavaCPP allows them as much again as the heap may have.
  def heap = (task.memory ? task.memory.toMega() * 0.45 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl predict ${model} ${context} ${list} --threads ${task.cpus} ${options} ${args} --output ${prefix}.predictions.h5ad
  """

  stub:
  def prefix = task.ext.prefix ?: "${meta.id}"
  """
  export C3TL_JAR=${jar}
  touch ${prefix}.predictions.h5ad
  """
}

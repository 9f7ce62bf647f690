/** Partial sums of all files to one table of effects. */
process MERGE {
  tag 'merge'
  label 'process_low'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  path parts
  path gene_list
  val options
  path jar

  output:
  path 'effects.h5ad', emit: effects
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def list = gene_list ? "--gene-list ${gene_list}" : ''
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl merge ${parts} ${list} ${options} ${args} --output effects.h5ad
  """

  stub:
  """
  export C3TL_JAR=${jar}
  touch effects.h5ad
  """
}

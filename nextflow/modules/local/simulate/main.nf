/** Single cells simulated by the paper's assumptions, spread over several files. */
process SIMULATE {
  tag 'simulate'
  label 'process_single'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  val options
  path jar

  output:
  path 'simulated/*.h5ad', emit: cells
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl simulate cells ${options} ${args} --output simulated
  """

  stub:
  """
  export C3TL_JAR=${jar}
  mkdir simulated
  touch simulated/part1.h5ad simulated/part2.h5ad
  """
}

/** All predictions against the truth, with the baselines beside them. */
process EVALUATE {
  tag 'evaluate'
  label 'process_low'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  path predictions
  path effects
  path jar

  output:
  path 'evaluation', emit: evaluation
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl evaluate ${predictions} --truth ${effects} --threads ${task.cpus} ${args} --output evaluation
  """

  stub:
  """
  export C3TL_JAR=${jar}
  mkdir evaluation
  touch evaluation/metrics.tsv evaluation/summary.json
  """
}

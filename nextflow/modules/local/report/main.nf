/** One page that explains the evaluation, with figures and files for MultiQC. */
process REPORT {
  tag 'report'
  label 'process_low'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  path evaluation
  path predictions, stageAs: 'predictions/*'
  path effects
  path curves, stageAs: 'curves/*'
  path model
  path jar

  output:
  path 'report', emit: report
  path 'report/multiqc/*_mqc.json', emit: multiqc
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def map = model ? "--model ${model}" : ''
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl report ${evaluation} --predictions ${predictions} --truth ${effects} --curve ${curves} ${map} ${args} --output report
  """

  stub:
  """
  export C3TL_JAR=${jar}
  mkdir -p report/figures report/multiqc
  touch report/report.html report/multiqc/c3tl_metrics_mqc.json
  """
}

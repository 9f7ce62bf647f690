/** Folds: which contexts are held out, and which of their perturbations are known. */
process SPLIT {
  tag 'split'
  label 'process_single'

  conda "${moduleDir}/environment.yml"
  container 'eclipse-temurin:17-jre-jammy'

  input:
  path effects
  val options
  path jar

  output:
  path 'splits/*.toml', emit: folds
  path 'splits/folds.json', emit: manifest
  tuple val("${task.process}"), val('c3tl'), eval('c3tl --version | sed "s/^c3tl //"'), emit: versions_c3tl, topic: versions

  script:
  def args = task.ext.args ?: ''
  def heap = (task.memory ? task.memory.toMega() * 0.8 : 1024) as Long
  """
  export C3TL_JAR=${jar} C3TL_HEAP=${heap}m
  c3tl split ${effects} ${options} ${args} --output splits
  """

  stub:
  """
  export C3TL_JAR=${jar}
  mkdir splits
  touch splits/fold1.toml splits/fold2.toml splits/folds.json
  """
}

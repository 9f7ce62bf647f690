package org.c3tl.report;

/**
 * One method at one amount of data.
 *
 * @param method name of the method
 * @param trainingContexts number of training contexts
 * @param known mean number of known perturbations of a target context
 * @param metric name of the metric
 * @param mean mean over target contexts
 * @param sd standard deviation over target contexts, or NaN
 * @param contexts number of target contexts
 */
public record ScarcityPoint(String method, int trainingContexts, double known, String metric, double mean, double sd,
    int contexts) { }

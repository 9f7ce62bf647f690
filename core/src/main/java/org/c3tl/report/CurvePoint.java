package org.c3tl.report;

/**
 * One epoch of a training, as {@code c3tl train} and {@code c3tl benchmark} write them.
 *
 * @param fold name of the fold
 * @param phase {@code select} while the number of epochs was chosen, {@code fit} for the training that gave the model
 * @param member number of the network, from 0
 * @param epoch number of the epoch, from 1
 * @param trainMse mean squared error on the training part, or NaN
 * @param validationPearson mean correlation on the validation part, or NaN
 * @param validationMse mean squared error on the validation part, or NaN
 */
public record CurvePoint(String fold, String phase, int member, int epoch, double trainMse, double validationPearson,
    double validationMse) { }

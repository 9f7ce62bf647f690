package org.c3tl.train;

import org.c3tl.model.C3tlModel;

/**
 * Result of a training.
 *
 * @param model the model
 * @param curve how it went
 */
public record Trained(C3tlModel model, LearningCurve curve) { }

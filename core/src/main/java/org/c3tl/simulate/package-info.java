/**
 * Data made by the model behind the method: effects and single cells by Assumptions 3.1 and 3.2, with presets of the size
 * and difficulty of the paper's three data sets. What the demo runs on, and what ceilings are known for.
 *
 * <p>May depend on {@code org.c3tl.data} and {@code org.c3tl.io}. The same seed gives the same data on every machine: random
 * numbers and elementary functions come from definitions, not from whatever the processor offers.
 */
package org.c3tl.simulate;

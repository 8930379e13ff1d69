/**
 * Recorded incidents to rehearse on: a practice cluster that plays one in time and lets what the
 * responder does have consequences.
 */
@NullMarked
package salvor.training;

import org.jspecify.annotations.NullMarked;

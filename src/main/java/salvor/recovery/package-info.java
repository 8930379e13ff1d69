/**
 * The hotfix image: rebuild, new digest, roll-out.
 *
 * <p>A roll-out changes nothing but the image references of workloads' templates, each by one patch
 * that fails where the object is another or was changed meanwhile. It is over when no pod in the
 * open runs the bad digest any more, which is counted over pods and never taken from what a
 * controller says of itself.
 */
@NullMarked
package salvor.recovery;

import org.jspecify.annotations.NullMarked;

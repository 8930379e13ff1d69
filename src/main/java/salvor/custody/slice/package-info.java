/** What a part of evidence would hold, and what it holds after it was cut out and sealed. */
@NullMarked
package salvor.custody.slice;

import org.jspecify.annotations.NullMarked;

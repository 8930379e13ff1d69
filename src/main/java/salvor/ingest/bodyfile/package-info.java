/** Reads bodyfiles: the times that a file system keeps of its files. */
@NullMarked
package salvor.ingest.bodyfile;

import org.jspecify.annotations.NullMarked;

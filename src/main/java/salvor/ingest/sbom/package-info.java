/**
 * Lists of the files of an image: Syft's own JSON, CycloneDX and SPDX, both as JSON.
 *
 * <p>Such a list may be far longer than any record, so it is read as a stream, and of each file
 * only what is needed is kept. Only Syft says whether it lists every file and where links lead; the
 * others can say that a file is in the image and never that it is not.
 */
@NullMarked
package salvor.ingest.sbom;

import org.jspecify.annotations.NullMarked;

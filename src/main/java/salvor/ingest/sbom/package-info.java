/**
 * Reports on images: which software and files are in one (Syft's own JSON, CycloneDX and SPDX, both
 * as JSON), and which vulnerabilities are known of it (Trivy, Grype, CycloneDX; also as
 * trivy-operator and Kubescape keep them in the cluster).
 *
 * <p>Such a report may be far longer than any record, so it is read as a stream, and of each part
 * only what is needed is kept. Only Syft says whether it lists every file and where links lead; the
 * others can say that a file is in the image and never that it is not. A list of files that is cut
 * off gives nothing, since it would lack what it does not hold; of other reports what stood before
 * is taken, and the report is not called whole.
 */
@NullMarked
package salvor.ingest.sbom;

import org.jspecify.annotations.NullMarked;

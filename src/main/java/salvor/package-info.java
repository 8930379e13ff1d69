/**
 * Salvor, a forensic workbench for Kubernetes incidents: each package is a word of an
 * investigation.
 */
@NullMarked
package salvor;

import org.jspecify.annotations.NullMarked;

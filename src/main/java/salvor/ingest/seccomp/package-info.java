/**
 * Seccomp profiles, read as baselines of system calls: as container runtimes read them, and the
 * SeccompProfiles of the security-profiles-operator.
 */
@NullMarked
package salvor.ingest.seccomp;

import org.jspecify.annotations.NullMarked;

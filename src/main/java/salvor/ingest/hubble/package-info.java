/** Hubble flows: packets and DNS and HTTP messages as Cilium's data path saw them. */
@NullMarked
package salvor.ingest.hubble;

import org.jspecify.annotations.NullMarked;

/**
 * Images: archives as {@code docker save}, {@code skopeo copy} and {@code crane pull} write them,
 * and folders in the OCI image layout.
 *
 * <p>Nothing is unpacked to disk: of every layer only names, modes, sizes and links are kept, and
 * the layers are laid over one another as the OCI image specification says ({@code layer.md}),
 * whiteouts and opaque folders included. A blob counts as what its own hash says, whatever it is
 * called, so an image whose layers were exchanged is never taken for complete.
 */
@NullMarked
package salvor.ingest.image;

import org.jspecify.annotations.NullMarked;

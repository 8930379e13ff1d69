/**
 * Checkpoint archives of containers, as the kubelet (containerd, CRI-O) and Podman write them: CRIU
 * images, memory included.
 *
 * <p>A checkpoint is a state, not an event: what it holds was so when it was taken. Nothing is
 * unpacked to disk, compressed or not: the archive is gone through once for what the images say,
 * and once more for each look into memory, since page files may be larger than any memory. The
 * images are protobuf; the few fields that are needed are read by {@code Wire}, which is smaller
 * than a library and bounds what a hostile length may ask for.
 *
 * <p>Images and their fields: CRIU 4.2, {@code images/*.proto}. The start of a process is not in
 * them ({@code start_time} is reserved and never written), so none is told.
 */
@NullMarked
package salvor.ingest.checkpoint;

import org.jspecify.annotations.NullMarked;

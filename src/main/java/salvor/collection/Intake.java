package salvor.collection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Writes what arrives into a new file, and hashes it meanwhile; no more than is wanted. */
final class Intake implements AutoCloseable {
  private static final int MOST_WORDS = 64 << 10;
  private final FileChannel channel;
  private final MessageDigest hash;
  private final long most;
  private final LongConsumer told;
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private long size;
  private boolean truncated;

  /**
   * Into a new file.
   *
   * @param told is told how much is there by now
   */
  Intake(Path file, long most, LongConsumer told) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.most = most;
    this.told = told;
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes bytes; false once no more is wanted. */
  boolean take(byte[] bytes) throws IOException {
    int length = (int) Math.min(bytes.length, most - size);
    ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length);
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    hash.update(bytes, 0, length);
    size += length;
    told.accept(size);
    truncated |= length < bytes.length;
    return !truncated;
  }

  /** Takes what a program says beside its output; the beginning is kept. */
  void hear(byte[] bytes) {
    words.write(bytes, 0, Math.min(bytes.length, MOST_WORDS - words.size()));
  }

  String words() {
    return words.toString(StandardCharsets.UTF_8);
  }

  long size() {
    return size;
  }

  boolean isTruncated() {
    return truncated;
  }

  /** The hash of all that was taken; it is on the disk then. */
  String settled() throws IOException {
    channel.force(true);
    return HexFormat.of().formatHex(hash.digest());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

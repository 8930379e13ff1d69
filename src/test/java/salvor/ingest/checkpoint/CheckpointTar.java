package salvor.ingest.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A checkpoint made up for a test, image by image. */
public final class CheckpointTar {
  /** A protobuf message in the making. */
  public static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number. */
    public Message put(int field, long number) {
      varint((long) field << 3);
      varint(number);
      return this;
    }

    /** A text. */
    public Message put(int field, String text) {
      return put(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message in it. */
    public Message put(int field, Message inner) {
      return put(field, inner.out.toByteArray());
    }

    Message put(int field, byte[] bytes) {
      varint((long) field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void varint(long number) {
      long rest = number;
      for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
        out.write((int) (rest & 0x7F) | 0x80);
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  public static final long STACK = 0x7ffc_0000_0000L;
  public static final long HEAP = 0x5555_0000_0000L;
  public static final int PAGE = 4096;

  private final Map<String, byte[]> members = new LinkedHashMap<>();
  private final List<Message> tree = new ArrayList<>();
  private final List<Message> files = new ArrayList<>();
  private int pages;

  /** The next field. */
  public static Message message() {
    return new Message();
  }

  /** An image of entries. */
  public static byte[] image(int kind, List<Message> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(words(0x54564319, kind));
    for (Message entry : entries) {
      out.writeBytes(words(entry.bytes().length));
      out.writeBytes(entry.bytes());
    }
    return out.toByteArray();
  }

  static byte[] words(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }

  /** A member as it is. */
  public CheckpointTar member(String name, byte[] content) {
    members.put(name, content);
    return this;
  }

  public CheckpointTar member(String name, String content) {
    return member(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file on disk, by CRIU's number. */
  public CheckpointTar file(int id, String path, int flags) {
    files.add(
        message()
            .put(1, 1)
            .put(2, id)
            .put(3, message().put(1, id).put(2, flags).put(3, 0).put(6, path)));
    return this;
  }

  /** Any other entry of the image of files. */
  public CheckpointTar opened(int type, int id, int field, Message file) {
    files.add(message().put(1, type).put(2, id).put(field, file));
    return this;
  }

  /** A socket of IPv4. */
  public CheckpointTar tcp(int id, int state, String local, int port, String remote, int to) {
    Message socket =
        message().put(1, id).put(2, 100 + id).put(3, 2).put(4, 1).put(5, 6).put(6, state);
    socket.put(7, port).put(8, to).put(9, 2).put(11, address(local)).put(12, address(remote));
    return opened(4, id, 4, socket);
  }

  private static long address(String text) {
    String[] parts = text.split("\\.");
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value |= Long.parseLong(parts[i]) << (8 * i);
    }
    return value;
  }

  /**
   * A process with one page of stack, which holds its arguments and environment, and with pages of
   * heap.
   *
   * @param open CRIU's numbers of what is open, from descriptor 0
   */
  public CheckpointTar process(
      int pid,
      int parent,
      String name,
      int exe,
      String arguments,
      String env,
      byte[] heap,
      int... open) {
    tree.add(message().put(1, pid).put(2, parent).put(3, pid).put(4, 1).put(5, pid));
    Message thread = message().put(2, 24).put(10, message().put(1, 7).put(2, 7).put(3, 1000));
    member(
        "checkpoint/core-" + pid + ".img",
        image(
            CriuImage.CORE,
            List.of(message().put(1, 1).put(3, message().put(1, 1).put(6, name)).put(5, thread))));
    member(
        "checkpoint/ids-" + pid + ".img",
        image(CriuImage.IDS, List.of(message().put(1, pid).put(2, pid))));
    List<Message> descriptors = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      descriptors.add(message().put(1, open[i]).put(2, 0).put(3, 1).put(4, i));
    }
    member("checkpoint/fdinfo-" + pid + ".img", image(CriuImage.FDINFO, descriptors));
    memory(pid, exe, arguments, env, heap);
    return this;
  }

  private void memory(int pid, int exe, String arguments, String env, byte[] heap) {
    long end = STACK + arguments.length();
    Message mm = message().put(1, 0x1000).put(8, STACK).put(9, end).put(10, end);
    mm.put(11, end + env.length()).put(12, exe);
    mm.put(14, area(0x40_0000, 0x40_2000, 0, exe, 5, 0x40));
    mm.put(14, area(HEAP, HEAP + heap.length, 0, 0, 3, 0x220));
    mm.put(14, area(STACK, STACK + PAGE, 0, 0, 3, 0x202));
    member("checkpoint/mm-" + pid + ".img", image(CriuImage.MM, List.of(mm)));
    int id = ++pages;
    List<Message> map = new ArrayList<>();
    map.add(message().put(1, id));
    boolean old = pid % 2 == 0; // both generations
    if (heap.length > 0) {
      map.add(pages(HEAP, heap.length / PAGE, old));
    }
    map.add(pages(STACK, 1, old));
    member("checkpoint/pagemap-" + pid + ".img", image(CriuImage.PAGEMAP, map));
    byte[] all = new byte[heap.length + PAGE];
    System.arraycopy(heap, 0, all, 0, heap.length);
    byte[] text = (arguments + env).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, all, heap.length, text.length);
    member("checkpoint/pages-" + id + ".img", all);
  }

  private static Message pages(long address, long count, boolean old) {
    return old
        ? message().put(1, address).put(2, count)
        : message().put(1, address).put(2, 0).put(4, 4).put(5, count);
  }

  static Message area(long start, long end, long offset, long file, int prot, int status) {
    Message area = message().put(1, start).put(2, end).put(3, offset).put(4, file);
    return area.put(5, prot).put(6, 2).put(7, status);
  }

  /** A process with a heap of so many bytes; its file of pages is to be written by the caller. */
  public static CheckpointTar large(long bytes) {
    CheckpointTar tar = new CheckpointTar().process(1, 0, "a", 1, "", "", new byte[0]);
    Message map = message().put(1, HEAP).put(4, 4).put(5, bytes / PAGE);
    return tar.member(
        "checkpoint/pagemap-1.img", image(CriuImage.PAGEMAP, List.of(message().put(1, 1), map)));
  }

  /** What it holds, in the order in which runtimes pack it. */
  public Map<String, byte[]> members() {
    Map<String, byte[]> all = new TreeMap<>(members);
    all.put("checkpoint/pstree.img", image(CriuImage.PSTREE, tree));
    all.put("checkpoint/files.img", image(CriuImage.FILES, files));
    return all;
  }

  /** The archive. */
  public byte[] tar() {
    return tar(members());
  }

  /** Any archive. */
  public static byte[] tar(Map<String, byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
        entry.setSize(member.getValue().length);
        entry.setModTime(1_795_407_335_000L);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return out.toByteArray();
  }

  /** A container with a miner whose file is gone, and one that runs from memory only. */
  public static CheckpointTar hacked() {
    byte[] heap = new byte[3 * PAGE];
    System.arraycopy(
        "token=s3cr3t-\u0007across".getBytes(StandardCharsets.ISO_8859_1), 0, heap, PAGE - 6, 20);
    return new CheckpointTar()
        .member(
            "config.dump",
            "{\"id\":\""
                + "ab12".repeat(16)
                + "\",\"name\":\"web\",\"rootfsImageName\":"
                + "\"example/web:1\",\"rootfsImageRef\":\"example/web@sha256:"
                + "0f".repeat(32)
                + "\",\"createdTime\":\"2026-11-23T04:12:28Z\","
                + "\"checkpointedTime\":\"2026-11-23T04:19:10.5Z\"}")
        .member(
            "spec.dump",
            "{\"annotations\":{\"io.container.manager\":\"cri-o\",\"io.kubernetes.container.name\":"
                + "\"web\",\"io.kubernetes.pod.name\":\"web-1\",\"io.kubernetes.pod.namespace\":"
                + "\"shop\",\"io.kubernetes.pod.uid\":\"u-1\"}}")
        .member("deleted.files", "[\"etc/motd\",\"/var/log/\\u0007x\"]")
        .member("ctr.log", "2026-11-23T04:15:29Z stdout F ready\n")
        .member(
            "rootfs-diff.tar",
            tar(new TreeMap<>(Map.of("tmp/.t", new byte[5], "etc/.wh.shadow", new byte[0]))))
        .file(1, "/usr/sbin/nginx", 0)
        .file(2, "/tmp/kworkerds", 0)
        .file(3, "/dev/null", 2)
        .file(4, "/app", 0)
        .file(5, "/", 0)
        .file(6, "/tmp/gone", 0x401)
        .tcp(10, 10, "0.0.0.0", 8080, "0.0.0.0", 0)
        .tcp(11, 1, "10.0.0.5", 8080, "10.0.0.9", 40000)
        .tcp(12, 1, "10.0.0.5", 37622, "203.0.113.77", 3333)
        .tcp(13, 2, "10.0.0.5", 37624, "203.0.113.66", 4444)
        .opened(5, 14, 16, message().put(1, 14).put(2, 77).put(4, 10).put(11, "/run/app.sock"))
        .opened(5, 15, 16, message().put(1, 15).put(2, 78).put(4, 1).put(8, 79))
        .opened(18, 16, 20, message().put(1, 16).put(2, 2).put(5, 1))
        .opened(2, 17, 18, message().put(1, 17).put(2, 5))
        .member(
            "checkpoint/memfd.img",
            image(
                CriuImage.MEMFD, List.of(message().put(1, "7").put(4, 4096).put(5, 99).put(7, 1))))
        .member(
            "checkpoint/remap-fpath.img",
            image(
                CriuImage.REMAP,
                List.of(
                    message().put(1, 2).put(2, 1).put(3, 1),
                    message().put(1, 6).put(2, 2).put(3, 1))))
        .member(
            "checkpoint/mountpoints-13.img",
            image(
                CriuImage.MOUNTS,
                List.of(
                    message().put(6, "/").put(7, "/").put(8, "overlay").put(9, "rw"),
                    message()
                        .put(6, "/srv/etc")
                        .put(7, "/etc")
                        .put(8, "/dev/vda1")
                        .put(9, "ro,relatime"))))
        .member("checkpoint/fs-1.img", image(CriuImage.FS, List.of(message().put(1, 4).put(2, 5))))
        .process(
            1, 0, "nginx", 1, "nginx: master", " process\0A=1\0", new byte[0], 3, 3, 10, 11, 14, 15)
        .process(
            7,
            1,
            "kworkerds",
            2,
            "/tmp/kworkerds\000203.0.113.77\0003333\0",
            "TOKEN=s3cr3t\0PATH=/bin\0",
            heap,
            3,
            6,
            12,
            13,
            17)
        .process(8, 7, "7", 16, "7\0", "", new byte[0], 16);
  }
}

package salvor.ingest.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An image made up for a test, layer upon layer. */
public final class ImageTar {
  private final List<byte[]> layers = new ArrayList<>();
  private final List<byte[]> packed = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private TarArchiveOutputStream layer = tar(open);
  private String settings = "{}";
  private UnaryOperator<byte[]> packing = UnaryOperator.identity();

  /** An image with a shell and a hundred names for it, and with a package manager. */
  public static ImageTar alpineLike() {
    return new ImageTar()
        .file("bin/busybox", 0755)
        .link("bin/sh", "/bin/busybox")
        .link("bin/wget", "busybox")
        .link("usr/bin/nc", "../../bin/busybox")
        .file("sbin/apk", 0755)
        .file("usr/bin/sudo", 04755)
        .file("etc/passwd", 0644)
        .settings("{\"Entrypoint\":[\"/app/server\"],\"ExposedPorts\":{\"8080/tcp\":{}}}")
        .next()
        .file("app/server", 0755);
  }

  /** An image with one program. */
  public static ImageTar distrolessLike() {
    return new ImageTar()
        .file("etc/passwd", 0644)
        .next()
        .file("app/server", 0755)
        .settings(
            "{\"Entrypoint\":[\"/app/server\"],\"Cmd\":[\"--fast\"],\"User\":\"65532\","
                + "\"Env\":[\"PATH=/app\",\"TOKEN=secret\"],\"Volumes\":{\"/data\":{}}}");
  }

  public ImageTar file(String path, int mode) {
    return file(path, mode, 10);
  }

  public ImageTar file(String path, int mode, int size) {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setMode(0100000 | mode);
    entry.setSize(size);
    return put(entry, new byte[size]);
  }

  /** A folder from which all that lies below goes. */
  public ImageTar opaque(String folder) {
    return file(folder + "/.wh..wh..opq", 0600, 0);
  }

  public ImageTar folder(String path) {
    TarArchiveEntry entry = new TarArchiveEntry(path + "/");
    return put(entry, new byte[0]);
  }

  public ImageTar link(String path, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  public ImageTar hardLink(String path, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  public ImageTar settings(String json) {
    settings = json;
    return this;
  }

  /** How layers are packed from here on. */
  public ImageTar packedBy(UnaryOperator<byte[]> how) {
    packing = how;
    return this;
  }

  /** The next entries are of the layer above. */
  public ImageTar next() {
    try {
      layer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    layers.add(open.toByteArray());
    packed.add(packing.apply(open.toByteArray()));
    open.reset();
    layer = tar(open);
    return this;
  }

  /** A layer above, whatever its bytes are. */
  public ImageTar layer(byte[] tar) {
    next();
    layers.add(tar);
    packed.add(packing.apply(tar));
    return this;
  }

  /** The members of an OCI layout, the blob of the manifest named by its digest. */
  public Map<String, byte[]> oci() {
    next();
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
    byte[] config = config();
    String descriptors =
        packed.stream().map(l -> descriptor("layer", l)).collect(Collectors.joining(","));
    byte[] manifest =
        bytes("{\"config\":" + descriptor("config", config) + ",\"layers\":[" + descriptors + "]}");
    byte[] index =
        bytes(
            "{\"manifests\":["
                + descriptor("manifest", manifest)
                + ",{\"digest\":\"sha256:"
                + "9".repeat(64)
                + "\",\"platform\":{\"architecture\":\"arm64\"}}]}");
    for (byte[] blob : List.of(config, manifest, index)) {
      members.put("blobs/sha256/" + sha256(blob), blob);
    }
    packed.forEach(l -> members.put("blobs/sha256/" + sha256(l), l));
    members.put(
        "index.json",
        bytes(
            "{\"manifests\":[{\"digest\":\"sha256:"
                + sha256(index)
                + "\",\"annotations\":{\"org.opencontainers.image.ref.name\":\"app:1\"}}]}"));
    return members;
  }

  /** The members that docker saved before it knew OCI layouts. */
  public Map<String, byte[]> docker() {
    next();
    Map<String, byte[]> members = new LinkedHashMap<>();
    byte[] config = config();
    List<String> names = new ArrayList<>();
    for (byte[] each : packed) {
      String name = sha256(each) + "/layer.tar";
      names.add("\"" + name + "\"");
      members.put(name, each);
    }
    members.put(sha256(config) + ".json", config);
    members.put(
        "manifest.json",
        bytes(
            "[{\"Config\":\""
                + sha256(config)
                + ".json\",\"RepoTags\":[\"app:1\"],\"Layers\":["
                + String.join(",", names)
                + "]}]"));
    return members;
  }

  private byte[] config() {
    String ids =
        layers.stream().map(l -> "\"sha256:" + sha256(l) + "\"").collect(Collectors.joining(","));
    return bytes(
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":"
            + settings
            + ",\"rootfs\":{\"diff_ids\":["
            + ids
            + "]}}");
  }

  private static String descriptor(String type, byte[] blob) {
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\"sha256:"
        + sha256(blob)
        + "\",\"size\":"
        + blob.length
        + "}";
  }

  /** One archive of these members. */
  public static byte[] tar(Map<String, byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = tar(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** These members as files of a folder. */
  public static Path folder(Path folder, Map<String, byte[]> members) throws IOException {
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      Path file = folder.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
    return folder;
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImageTar put(TarArchiveEntry entry, byte[] content) {
    entry.setModTime(0);
    try {
      layer.putArchiveEntry(entry);
      layer.write(content);
      layer.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static TarArchiveOutputStream tar(ByteArrayOutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package salvor.custody.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value that is found by its name in one file stands nowhere in the copy, however it is written
 * elsewhere; who looks for it here knows nothing of how it is taken out.
 */
class PlantedSecretsTest {
  private static final long SEED = Long.getLong("salvor.seed", 20261127);
  private static final int ROUNDS = Integer.getInteger("salvor.rounds", 5);
  private static final String TIME = "2026-11-23T04:00:00.123456789Z";

  @TempDir Path dir;

  /** How a text can be written in another. */
  private enum Form {
    PLAIN,
    JSON,
    UNICODE_ESCAPES,
    PERCENT,
    PERCENT_ALL,
    BASE64,
    BASE64_URL,
    BASE64_LINES,
    BASE64_WIDE,
    BASE64_WIDE_BIG,
    BASE64_GZIP,
    HEX,
    HEX_UPPER,
    HEX_WIDE;

    String of(String text, Random random) throws IOException {
      byte[] utf8 = ("x".repeat(random.nextInt(3)) + text).getBytes(UTF_8);
      return switch (this) {
        case PLAIN -> text;
        case JSON -> JsonMapper.shared().writeValueAsString(Map.of("a", text));
        case UNICODE_ESCAPES -> {
          StringBuilder out = new StringBuilder("{\"a\":\"");
          text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
          yield out + "\"}";
        }
        case PERCENT -> "GET /?q=" + URLEncoder.encode(text, UTF_8).replace("+", "%20");
        case PERCENT_ALL -> {
          StringBuilder out = new StringBuilder("/?q=");
          for (byte b : utf8) {
            out.append("%").append(HexFormat.of().toHexDigits(b));
          }
          yield out.toString();
        }
        case BASE64 -> Base64.getEncoder().encodeToString(utf8);
        case BASE64_URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
        case BASE64_LINES ->
            Base64.getMimeEncoder(76, "\n".getBytes(UTF_8))
                .encodeToString(("=".repeat(random.nextInt(90)) + " " + text).getBytes(UTF_8));
        case BASE64_WIDE -> Base64.getEncoder().encodeToString(text.getBytes(UTF_16LE));
        case BASE64_WIDE_BIG -> Base64.getEncoder().encodeToString(text.getBytes(UTF_16BE));
        case BASE64_GZIP -> Base64.getEncoder().encodeToString(gzip(utf8));
        case HEX -> HexFormat.of().formatHex(utf8);
        case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(utf8);
        case HEX_WIDE -> HexFormat.of().formatHex(text.getBytes(UTF_16LE));
      };
    }
  }

  /** In what kind of file it can stand. */
  private enum Kind {
    LOG,
    CRI,
    DOCKER,
    WIDE,
    WIDE_BIG,
    GZIP,
    ZSTD,
    TAR,
    ZIP_OF_TAR;

    byte[] of(String text, Random random) throws IOException {
      byte[] log = ("before\n" + text + "\nafter\n").getBytes(UTF_8);
      return switch (this) {
        case LOG -> log;
        case CRI -> split(text, random, false).getBytes(UTF_8);
        case DOCKER -> split(text, random, true).getBytes(UTF_8);
        case WIDE -> ("\uFEFF" + new String(log, UTF_8)).getBytes(UTF_16LE);
        case WIDE_BIG -> ("\uFEFF" + new String(log, UTF_8)).getBytes(UTF_16BE);
        case GZIP -> gzip(log);
        case ZSTD -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (OutputStream zip = new ZstdOutputStream(out)) {
            zip.write(log);
          }
          yield out.toByteArray();
        }
        case TAR -> tar(log);
        case ZIP_OF_TAR -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("logs/a.tar"));
            zip.write(tar(log));
            zip.closeEntry();
          }
          yield out.toByteArray();
        }
      };
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] tar(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry("logs/a.log");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  /** As a container runtime writes it, in pieces, with a line of the other stream between them. */
  private static String split(String text, Random random, boolean docker) {
    StringBuilder out = new StringBuilder();
    boolean lines = text.contains("\n"); // those that an encoder broke are not broken again
    for (String line : ("it says " + text + (lines ? "" : " here")).split("\n")) {
      int[] cuts =
          lines
              ? new int[] {line.length(), line.length()}
              : random.ints(2, 0, line.length() + 1).sorted().toArray();
      int first = line.offsetByCodePoints(0, line.codePointCount(0, cuts[0]));
      int second = Math.max(first, cuts[1]);
      String[] pieces = {
        line.substring(0, first), line.substring(first, second), line.substring(second)
      };
      for (int i = 0; i < pieces.length; i++) {
        boolean last = i == 2 || lines;
        if (docker) {
          String log = JsonMapper.shared().writeValueAsString(pieces[i] + (last ? "\n" : ""));
          out.append("{\"log\":" + log + ",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}\n");
          out.append("{\"log\":\"beside\\n\",\"stream\":\"stderr\",\"time\":\"" + TIME + "\"}\n");
        } else {
          out.append(TIME + " stdout " + (last ? "F " : "P ") + pieces[i] + "\n");
          out.append(TIME + " stderr F beside\n");
        }
        if (lines) {
          break;
        }
      }
    }
    return out.toString();
  }

  private static String secret(Random random) {
    String letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.!/+äß€";
    StringBuilder out = new StringBuilder("k9");
    for (int i = 8 + random.nextInt(24); i > 0; i--) {
      out.append(letters.charAt(random.nextInt(letters.length())));
    }
    return out.append("z7").toString();
  }

  @Test
  void noValueIsLeftInAnyForm() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      Path evidence = Files.createDirectories(dir.resolve("evidence" + round));
      List<String> secrets = new ArrayList<>();
      StringBuilder named = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        secrets.add(secret(random));
        named.append("password=\"").append(secrets.getLast()).append("\"\n");
      }
      Files.writeString(evidence.resolve("named.log"), named);
      Map<String, String> how = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        String text = secrets.get(random.nextInt(secrets.size()));
        StringBuilder forms = new StringBuilder();
        for (int deep = 1 + random.nextInt(3); deep > 0; deep--) {
          Form form = Form.values()[random.nextInt(Form.values().length)];
          text = form.of((random.nextBoolean() ? "see " : "") + text, random);
          forms.append(form).append(' ');
        }
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        String name = "f" + i + "-" + kind;
        how.put(name, forms.toString());
        Files.write(evidence.resolve(name), kind.of(text, random));
      }
      List<String> left = left(evidence, secrets, how);
      assertThat(left).as("planted, of round " + round).hasSizeGreaterThan(60);
      Path copy = dir.resolve("copy" + round);
      new Redacting(RedactionRules.builtIn(), "a test", null)
          .copy(
              List.of(evidence),
              new Sealing(
                  new Sealing.Statement("x", "Ann", null, "a test"),
                  null,
                  null,
                  InstantSource.system()),
              copy,
              Progress.NONE);
      assertThat(left(copy, secrets, how)).as("of round " + round).isEmpty();
    }
  }

  private static List<String> left(Path folder, List<String> secrets, Map<String, String> how)
      throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        List<byte[]> all = new ArrayList<>();
        derive(Files.readAllBytes(file), 8, all);
        for (String secret : secrets) {
          String is = new String(secret.getBytes(UTF_8), ISO_8859_1);
          if (all.stream().anyMatch(bytes -> new String(bytes, ISO_8859_1).contains(is))) {
            left.add(file.getFileName() + ": " + how.get(file.getFileName().toString()) + secret);
          }
        }
      }
    }
    return left;
  }

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{10,}(?:\n[A-Za-z0-9+/_-]+)*");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){6,}");
  private static final Pattern DOCKER = Pattern.compile("\\{\"log\":\"(.*)\",\"stream\".*");

  /** Everything that bytes can be read as. */
  private static void derive(byte[] bytes, int deep, List<byte[]> all) {
    all.add(bytes);
    if (deep == 0 || bytes.length < 6) {
      return;
    }
    List<byte[]> next = new ArrayList<>();
    unpack(bytes, next);
    for (var wide : List.of(UTF_16LE, UTF_16BE)) {
      String text = new String(bytes, wide);
      if (text.chars().filter(c -> c < 0x80).count() > text.length() / 2) {
        next.add(text.getBytes(UTF_8));
      }
    }
    String text = new String(bytes, ISO_8859_1);
    if (text.contains(TIME)) {
      StringBuilder joined = new StringBuilder();
      text.lines()
          .filter(line -> !line.contains("stderr"))
          .forEach(line -> {
            Matcher docker = DOCKER.matcher(line);
            joined.append(
                docker.matches()
                    ? new String(unescaped(docker.group(1)).getBytes(UTF_8), ISO_8859_1)
                    : line.replaceFirst(TIME + " stdout (.) ?", "")
                        + (line.contains(" P ") ? "" : "\n"));
          });
      next.add(joined.toString().getBytes(ISO_8859_1));
    }
    if (text.contains("\\")) {
      next.add(unescaped(text).getBytes(UTF_8));
    }
    if (text.contains("%")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < text.length(); i++) {
        boolean code = text.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*");
        out.write(code ? Integer.parseInt(text.substring(i + 1, i + 3), 16) : text.charAt(i));
        i += code ? 2 : 0;
      }
      next.add(out.toByteArray());
    }
    for (Matcher run = HEX.matcher(text); run.find(); ) {
      next.add(HexFormat.of().parseHex(run.group().toLowerCase(Locale.ROOT)));
    }
    for (Matcher run = RUN.matcher(text); run.find(); ) {
      String joined = run.group().replace("\n", "").replace('-', '+').replace('_', '/');
      for (int skip = 0; skip < 4 && skip < joined.length(); skip++) {
        String part = joined.substring(skip);
        next.add(
            Base64.getDecoder()
                .decode(part.substring(0, part.length() - (part.length() % 4 == 1 ? 1 : 0))));
      }
    }
    for (byte[] each : next) {
      boolean readable =
          new String(each, ISO_8859_1)
              .matches("(?s)(\\A\\x1F\\x8B.*|[\\x00\\t\\n\\r\\x20-\\xFF]+)");
      derive(each, readable ? deep - 1 : 0, all);
    }
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    String utf8 = new String(text.getBytes(ISO_8859_1), UTF_8);
    for (int i = 0; i < utf8.length(); i++) {
      char c = utf8.charAt(i);
      if (c == '\\' && i + 1 < utf8.length()) {
        char what = utf8.charAt(++i);
        if (what == 'u'
            && i + 4 < utf8.length()
            && utf8.substring(i + 1, i + 5).matches("[0-9a-fA-F]{4}")) {
          out.append((char) Integer.parseInt(utf8.substring(i + 1, i + 5), 16));
          i += 4;
        } else {
          out.append(what == 'n' ? '\n' : what);
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void unpack(byte[] bytes, List<byte[]> all) {
    InputStream in = new ByteArrayInputStream(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
        new GZIPInputStream(in).transferTo(out);
      } else if (bytes[0] == 0x28 && bytes[1] == (byte) 0xB5 && bytes[2] == 0x2F) {
        new ZstdInputStream(in).transferTo(out);
      } else if (bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3) {
        ZipInputStream zip = new ZipInputStream(in);
        while (zip.getNextEntry() != null) {
          zip.transferTo(out);
        }
      } else if (bytes.length > 262 && new String(bytes, 257, 5, ISO_8859_1).equals("ustar")) {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        while (tar.getNextEntry() != null) {
          tar.transferTo(out);
        }
      }
    } catch (IOException _) {
      // cut off, or none: what came of it counts
    }
    all.add(out.toByteArray());
  }
}

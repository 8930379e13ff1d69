package salvor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.redact.RedactionRules;
import salvor.jobs.Progress;
import salvor.report.RedactionReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No secret stands in any byte of a redacted copy, and all else is there. */
class RedactedCopyTest {
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IkFiQzEyMyJ9.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50In0.c2lnbmF0dXJlLW9mLWl0";
  private static final List<String> PLANTED =
      List.of(
          JWT,
          "hunter2-\"quoted\"",
          "Tr0ub4dor&3/+x",
          "ghp_0123456789abcdefghijABCDEFGHIJ",
          "AKIAIOSFODNN7EXAMPLE",
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          "s3cr3t-data-of-a-Secret",
          "patched-s3cret",
          "dXNlcjpwYXNzdzByZC0xMjM=",
          "passw0rd-123",
          "sess=9f8e7d6c5b4a",
          "pässwörd-ü-99",
          "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
          "kept-in-a-field-77",
          "w1de-characters-1",
          "deep-1nside-8");

  private final Terminal terminal = new Terminal();

  @TempDir Path dir;

  private static String b64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String json(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  /** Falco alerts, an audit log, objects, YAML, a log, UTF-16, archives: with a secret in each. */
  private Path evidence() throws IOException {
    Path all = Files.createDirectories(dir.resolve("evidence"));
    String alert =
        "{\"time\":\"2026-11-20T10:00:0%d.000000000Z\",\"rule\":\"Terminal shell\",\"priority\":\"Notice\",\"output\":\"x\","
            + "\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"sh\",\"proc.cmdline\":%s}}\n";
    String[] lines = {
      "curl -H 'Authorization: Bearer " + JWT + "' https://api",
      "app --password=" + "hunter2-\"quoted\"" + " --x",
      "psql postgres://app:Tr0ub4dor&3/+x@db:5432/x".replace("/+x@", "%2F+x@"),
      "sh -c 'echo " + b64("echo passw0rd-123 | tee; token=deep-1nside-8") + " | base64 -d'",
      "curl https://x/?q=" + URLEncoder.encode("Tr0ub4dor&3/+x", UTF_8),
      "xxd " + HexFormat.of().formatHex("login passw0rd-123 now".getBytes(UTF_8)),
      "powershell -enc "
          + Base64.getEncoder().encodeToString("$p = 'passw0rd-123'".getBytes(UTF_16LE)),
      "git clone https://ghp_0123456789abcdefghijABCDEFGHIJ@github.com/x",
      "tail a" + b64("zz" + "passw0rd-123" + "zz"),
    };
    StringBuilder falco = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      falco.append(alert.formatted(i, json(lines[i])));
    }
    falco.append("not json at all, password: passw0rd-123\n\n");
    falco.append("{\"PASSWORD\":" + json("hunter2-\"quoted\"") + ",\"cut");
    Files.write(
        all.resolve("falco-passw0rd-123.jsonl.gz"), zipped(falco.toString().getBytes(UTF_8)));
    String body =
        "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"db\"},\"data\":{\"pw\":\""
            + b64("s3cr3t-data-of-a-Secret")
            + "\"}}";
    String audit =
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"%s\",\"stage\":\"ResponseComplete\",\"verb\":\"%s\","
            + "\"requestURI\":\"/api/v1/namespaces/a/secrets/db\",\"user\":{\"username\":\"eve\"},\"sourceIPs\":[\"10.0.0.1\"],"
            + "\"objectRef\":{\"resource\":\"secrets\",\"namespace\":\"a\",\"name\":\"db\"},\"responseStatus\":{\"code\":200},"
            + "\"requestReceivedTimestamp\":\"2026-11-20T10:00:01.000000Z\",\"stageTimestamp\":\"2026-11-20T10:00:02.000000Z\","
            + "\"requestObject\":%s}\n";
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/data/pw\",\"value\":\"" + b64("patched-s3cret") + "\"}]";
    Files.writeString(
        all.resolve("audit.log"),
        audit.formatted("a1", "create", body) + audit.formatted("a2", "patch", patch));
    String last = json("{\"kind\":\"Secret\",\"stringData\":{\"x\":\"s3cr3t-data-of-a-Secret\"}}");
    Files.writeString(
        all.resolve("objects.json"),
        "{\n  \"apiVersion\": \"v1\",\n  \"items\": [\n    {\n      \"apiVersion\": \"v1\",\n      \"data\": {\n        \"pw\": \""
            + b64("s3cr3t-data-of-a-Secret")
            + "\"\n      },\n      \"kind\": \"Secret\",\n      \"metadata\": {\"name\": \"db\", \"annotations\": {\"kubectl.kubernetes.io/last-applied-configuration\": "
            + last
            + "}}\n    },\n    {\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p\", \"namespace\": \"a\", \"uid\": \"u1\"},"
            + " \"spec\": {\"containers\": [{\"name\": \"c\", \"image\": \"i\", \"args\": [\"--api-token\", \"passw0rd-123\"], \"env\": [{\"name\": \"DB_PASSWORD\", \"value\": \"Tr0ub4dor&3/+x\"},"
            + " {\"name\": \"MODE\", \"value\": \"fast\"}]}]}}\n  ],\n  \"kind\": \"List\"\n}\n");
    Files.writeString(
        all.resolve("secret.yaml"),
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  pw: "
            + b64("s3cr3t-data-of-a-Secret")
            + "\nstringData:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n    -----END PRIVATE KEY-----\n"
            + "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p2\nspec:\n  containers:\n  - name: c\n    env:\n    - name: API_TOKEN\n      value: passw0rd-123\n");
    Files.writeString(
        all.resolve("app.log"),
        "2026-11-20T10:00:00.000000001Z stdout F GET / Cookie: sess=9f8e7d6c5b4a\n"
            + "2026-11-20T10:00:00.000000002Z stdout F -----BEGIN RSA PRIVATE KEY-----\n"
            + "2026-11-20T10:00:00.000000003Z stdout F MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n"
            + "2026-11-20T10:00:00.000000004Z stdout F -----END RSA PRIVATE KEY-----\n"
            + "2026-11-20T10:00:00.000000005Z stdout F Authorization: Basic dXNlcjpwYXNzdzByZC0xMjM=\n"
            + "2026-11-20T10:00:00.000000006Z stdout F {\"aws_secret_access_key\":\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\",\"id\":\"AKIAIOSFODNN7EXAMPLE\",\"note\":\"kept-in-a-field-77\"}\n"
            + "2026-11-20T10:00:00.000000007Z stdout F password='pässwörd-ü-99' then p\\u00e4ssw\\u00f6rd-\\u00fc-99\n");
    Files.write(
        all.resolve("wide.txt"),
        "\uFEFFpassword=w1de-characters-1 ü\r\nplain\r\n".getBytes(UTF_16LE));
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
      for (String name : List.of("logs/hunter2-x.txt", "logs/passw0rd-123.txt", "mem.img")) {
        byte[] content =
            (name.endsWith("img") ? "\0\0passw0rd-123" : "it was passw0rd-123\n").getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    }
    Files.write(all.resolve("host.tar.gz"), zipped(tar.toByteArray()));
    Files.write(
        all.resolve("capture.pcap"),
        new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2, 0, 4, 0});
    return all;
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private JsonNode redact(Path from, Path out, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("redact", from.toString(), "--out", out.toString()));
    all.addAll(
        List.of("--reason", "for the vendor", "--unsigned", "--field", "note", "--json", "-"));
    all.addAll(List.of(more));
    return JsonMapper.shared().readTree(terminal.said(all.toArray(String[]::new)));
  }

  /** All bytes of a folder, unpacked, and the names in it. */
  private static Map<String, byte[]> unpacked(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        unpack(folder.relativize(file).toString(), Files.readAllBytes(file), all);
      }
    }
    return all;
  }

  private static void unpack(String name, byte[] bytes, Map<String, byte[]> all)
      throws IOException {
    all.put(name, bytes);
    if (bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        unpack(name + "!", in.readAllBytes(), all);
      }
    } else if (bytes.length > 262 && new String(bytes, 257, 5, ISO_8859_1).equals("ustar")) {
      try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
        for (TarArchiveEntry entry; (entry = in.getNextEntry()) != null; ) {
          unpack(name + "!" + entry.getName(), in.readAllBytes(), all);
        }
      }
    }
  }

  /** How a value may stand in bytes. */
  private static List<byte[]> forms(String value) {
    List<byte[]> forms = new ArrayList<>();
    byte[] utf8 = value.getBytes(UTF_8);
    forms.add(utf8);
    forms.add(value.getBytes(UTF_16LE));
    forms.add(HexFormat.of().formatHex(utf8).getBytes(UTF_8));
    forms.add(HexFormat.of().formatHex(utf8).toUpperCase(Locale.ROOT).getBytes(UTF_8));
    forms.add(URLEncoder.encode(value, UTF_8).getBytes(UTF_8));
    forms.add(json(value).substring(1, json(value).length() - 1).getBytes(UTF_8));
    StringBuilder escaped = new StringBuilder();
    value.chars().forEach(c -> escaped.append(c < 0x80 ? "" + (char) c : "\\u%04x".formatted(c)));
    forms.add(escaped.toString().getBytes(UTF_8));
    for (int before = 0; before < 3; before++) {
      byte[] at = ("x".repeat(before) + value).getBytes(UTF_8);
      String text = Base64.getEncoder().withoutPadding().encodeToString(at);
      int from = (before * 8 + 5) / 6;
      int to = at.length * 8 / 6;
      forms.add(text.substring(from, to).getBytes(UTF_8));
    }
    return forms;
  }

  @Test
  void noPlantedValueStandsInAnyByteInAnyForm() throws Exception {
    Path evidence = evidence();
    Map<String, byte[]> original = unpacked(evidence);
    for (String value : PLANTED) {
      assertThat(found(original, value)).as("planted: " + value).isNotEmpty();
    }
    Path out = dir.resolve("copy");
    redact(evidence, out);
    Map<String, byte[]> copy = unpacked(out);
    for (String value : PLANTED) {
      assertThat(found(copy, value)).as(value).isEmpty();
    }
    assertThat(terminal.run("verify", out.toString())).isEqualTo(11);
  }

  private static List<String> found(Map<String, byte[]> files, String value) {
    List<String> found = new ArrayList<>();
    files.forEach((name, bytes) -> {
      String text = name + "\n" + new String(bytes, ISO_8859_1);
      for (byte[] form : forms(value)) {
        int at = text.indexOf(new String(form, ISO_8859_1));
        if (at >= 0) {
          found.add(
              name + ": " + text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 80)));
        }
      }
    });
    return found;
  }

  @Test
  void linesStayJsonStaysAndTheReadersTellTheSameEvents() throws Exception {
    Path evidence = evidence();
    Path out = dir.resolve("copy");
    redact(evidence, out);
    var before = Salvor.reader().read(List.of(evidence), Progress.NONE).evidence();
    var now = Salvor.reader().read(List.of(out.resolve("data")), Progress.NONE).evidence();
    assertThat(now.observations().size()).isEqualTo(before.observations().size()).isPositive();
    assertThat(now.inventory().pods()).hasSameSizeAs(before.inventory().pods());
    Map<String, byte[]> was = unpacked(evidence);
    Map<String, byte[]> is = unpacked(out.resolve("data/evidence"));
    for (String name : List.of("audit.log", "objects.json", "secret.yaml", "app.log")) {
      assertThat(lines(in(is, name))).as(name).isEqualTo(lines(in(was, name)));
    }
    JsonMapper.shared().readTree(in(is, "objects.json"));
    assertThat(new String(in(is, "objects.json"), UTF_8))
        .contains("\"MODE\", \"value\": \"fast\"")
        .contains("\"pw\": \"REDACTED.secret-data.");
    assertThat(new String(in(is, "wide.txt"), UTF_16LE)).endsWith(" ü\r\nplain\r\n");
  }

  private static byte[] in(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private static long lines(byte[] bytes) {
    return new String(bytes, ISO_8859_1).chars().filter(c -> c == '\n').count();
  }

  @Test
  void saysWhatWasRemovedByWhichRuleOfWhatAndWhatIsNotIn() throws Exception {
    Path parent = dir.resolve("parent");
    terminal.said(
        "seal", evidence().toString(), "--out", parent.toString(), "--reason", "x", "--unsigned");
    String head = salvor.custody.Sha256.of(parent.resolve("custody-head.json"));
    Path out = dir.resolve("copy.tar.zst");
    JsonNode said = redact(parent, out);
    assertThat(terminal.out())
        .contains("\"left-out\"")
        .contains("capture.pcap")
        .contains("mem.img");
    assertThat(said.path("removed").findValuesAsString("rule"))
        .contains(
            "jwt", "named", "secret-data", "private-key", "url-password", "field", "repeated");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(RedactionReport.schema(), InputFormat.JSON)
                .validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    Path open = dir.resolve("again");
    redact(parent, open);
    String ledger = Files.readString(open.resolve("custody.jsonl"));
    assertThat(ledger)
        .contains("\"parent.head\":\"" + head + "\"")
        .contains("\"removed.jwt\":\"")
        .contains("LEFT_OUT");
    Path kept = dir.resolve("kept");
    redact(parent, kept, "--keep-unread", "the vendor needs the capture");
    assertThat(Files.readString(kept.resolve("custody.jsonl")))
        .contains("the vendor needs the capture");
    assertThat(kept.resolve("data/evidence/capture.pcap")).exists();
  }

  @Test
  void oneValueHasOneMarkerThatTellsNeitherItsLengthNorItself() throws Exception {
    Path file = dir.resolve("a.jsonl");
    Files.writeString(
        file,
        "{\"password\":\"correct-horse-1\",\"x\":\"of correct-horse-1.\"}\n{\"token\":\"other-horse-longer-2\"}\n");
    redact(file, dir.resolve("one"));
    redact(file, dir.resolve("two"));
    String one = Files.readString(dir.resolve("one/data/a.jsonl"));
    String two = Files.readString(dir.resolve("two/data/a.jsonl"));
    JsonNode first = JsonMapper.shared().readTree(one.lines().findFirst().get());
    String marker = first.path("password").asString();
    assertThat(marker).matches("REDACTED\\.named\\.1\\.[0-9a-f]{10}");
    assertThat(first.path("x").asString()).isEqualTo("of " + marker + ".");
    assertThat(two).isNotEqualTo(one);
    assertThat(
            JsonMapper.shared()
                .readTree(one.lines().skip(1).findFirst().get())
                .path("token")
                .asString())
        .hasSameSizeAs(marker);
  }

  @Test
  void rulesOfAFileAreTakenAndThoseOfAnAttackerRefused() throws Exception {
    Path file =
        Files.writeString(dir.resolve("a.log"), "id acme_12345678 of Project Blue, ticket=77\n");
    Path rules =
        Files.writeString(
            dir.resolve("rules.yaml"),
            "version: 1\nrules:\n- {id: acme, starts: acme_, chars: 0-9, min: 8}\n- {id: code, text: Project Blue}\n- {id: ticket, field: ticket}\n");
    redact(file, dir.resolve("copy"), "--rules", rules.toString());
    assertThat(Files.readString(dir.resolve("copy/data/a.log")))
        .matches(
            "id REDACTED\\.acme\\.1\\.\\w+ of REDACTED\\.code\\.1\\.\\w+, ticket=REDACTED\\.ticket\\.1\\.\\w+\n");
    for (String bad :
        List.of(
            "version: 2\nrules: []\n",
            "version: 1\nrules: [{id: x, regex: '(a+)+$'}]\n",
            "version: 1\nrules: [{id: '../x', text: abcdefgh}]\n",
            "version: 1\nrules: [{id: x, text: ab}]\n",
            "a: &a [x,x]\nb: &b [*a,*a]\nversion: 1\nrules: *b\n",
            "[".repeat(100_000),
            "{\"version\":1,\"rules\":" + "[".repeat(5000))) {
      Path file2 = Files.writeString(dir.resolve("bad.yaml"), bad);
      int status =
          terminal.run(
              "redact",
              file.toString(),
              "--out",
              dir.resolve("no").toString(),
              "--reason",
              "x",
              "--unsigned",
              "--rules",
              file2.toString());
      assertThat(status).as(bad.substring(0, Math.min(60, bad.length()))).isEqualTo(2);
      assertThat(dir.resolve("no")).doesNotExist();
    }
    assertThat(RedactionRules.schema()).contains("urn:salvor:schema:redaction-rules:1");
  }
}

package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.ingest.audit.AuditFormat;
import salvor.ingest.gadget.GadgetFormat;
import salvor.ingest.hubble.HubbleFormat;
import salvor.ingest.kubescape.KubescapeAlerts;
import salvor.ingest.objects.ObjectsFormat;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.ingest.tracee.TraceeFormat;
import salvor.workload.DeclaredCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/**
 * The readers on public and on our own recordings, which lie beside the project where there are
 * any.
 */
class RealDataTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path RECORDINGS = Path.of("../shared/recordings");

  /**
   * The records of a file, or of all JSON files of a folder: documents and lists are taken apart.
   */
  private static List<JsonNode> records(Path place) throws IOException {
    assumeTrue(Files.exists(place), place + " is not there");
    List<JsonNode> records = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.jsonl?(\\.gz)?")).sorted().toList()) {
        try (InputStream raw = Files.newInputStream(file);
            InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
          documents(new String(in.readAllBytes(), StandardCharsets.UTF_8), records);
        }
      }
    }
    return records;
  }

  private static void documents(String text, List<JsonNode> into) {
    String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
    try (MappingIterator<JsonNode> all =
        ReaderGoldenTest.JSON.readerFor(JsonNode.class).readValues(bare)) {
      while (all.hasNext()) {
        JsonNode document = all.next();
        JsonNode parts = document.isArray() ? document : Fields.at(document, "items");
        if (parts != null && parts.isArray()) {
          parts.forEach(into::add);
        } else {
          into.add(document);
        }
      }
    } catch (JacksonException _) {
      // what follows in this file is not JSON: other tests are about that
    }
  }

  private static Collected read(Format format, Path place) throws IOException {
    Collected read = Collected.of(format, records(place));
    assertThat(read.outcomes()).as("each record has one outcome").isEqualTo(read.records);
    return read;
  }

  @Test
  void readsTetragonsOwnExamples() throws IOException {
    Collected read = read(new TetragonFormat(), DATA.resolve("tetragon"));

    assertThat(read.records).isGreaterThanOrEqualTo(55);
    assertThat(read.unreadable).isEmpty();
    assertThat(read.skipped.keySet()).noneMatch(r -> r.startsWith("unknown"));
  }

  @Test
  void followsTheReverseShellOf2022ByItsIds() throws IOException {
    Collected read =
        read(new TetragonFormat(), DATA.resolve("tetragon/03_chapter/00_process_lifecycle"));

    Observation netcat = started(read, "/usr/bin/nc");
    Observation cat = started(read, "/usr/bin/cat");
    ProcessInfo.Parent shell = netcat.process().parent();
    assertThat(shell).isNotNull();
    assertThat(cat.process().parent()).extracting(ProcessInfo.Parent::id).isEqualTo(shell.id());
    assertThat(read.observations)
        .anySatisfy(o -> {
          assertThat(o.process().id()).isEqualTo(netcat.process().id());
          assertThat(o.activity())
              .isInstanceOfSatisfying(
                  Activity.ConnectionOpened.class,
                  c ->
                      assertThat(c.remote().address() + ":" + c.remote().port())
                          .isEqualTo("64.225.45.153:443"));
        })
        .anySatisfy(o ->
            assertThat(o.activity())
                .isEqualTo(
                    new Activity.FileOpened(
                        "/usr/share/elasticsearch/config/elasticsearch.keystore", "read")));
  }

  private static Observation started(Collected read, String executable) {
    return read.observations.stream()
        .filter(o -> o.activity() instanceof Activity.ProcessStarted)
        .filter(o -> executable.equals(o.process().executable()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void seesTheEscapeToTheNode() throws IOException {
    Collected read =
        read(
            new TetragonFormat(),
            DATA.resolve("tetragon/03_chapter/03_security_observability_events"));

    assertThat(read.observations)
        .extracting(o -> o.process().commandLine())
        .anyMatch(c -> c != null && c.contains("/nsenter\0-t\0001\0"));
  }

  @Test
  void readsTracee() throws IOException {
    Collected read = read(new TraceeFormat(), DATA.resolve("tracee"));

    assertThat(read.records).isEqualTo(146);
    assertThat(read.unreadable).isEmpty();
    assertThat(read.observations)
        .anySatisfy(o -> {
          assertThat(o.activity()).isInstanceOf(Activity.Alert.class);
          assertThat(o.quality()).contains(Quality.EXE_FROM_MEMFD);
        });
  }

  @Test
  void readsHubbleAsConnectionsNotAsPackets() throws IOException {
    Collected read = read(new HubbleFormat(), DATA.resolve("hubble-otel"));

    assertThat(read.records).isEqualTo(1916);
    assertThat(read.unreadable).isEmpty();
    assertThat(read.observations.size()).isBetween(400, 1000);
    assertThat(read.skipped)
        .containsKeys("reply packet", "packet of a connection already reported");
  }

  @Test
  void readsKubescapesAlertsAmongItsLog() throws IOException {
    Collected read = read(new KubescapeAlerts(), DATA.resolve("bobctl/testdata"));

    assertThat(read.records).isEqualTo(100);
    assertThat(read.unreadable).isEmpty();
    assertThat(read.observations)
        .allMatch(o -> o.time() != null && o.location().pod() != null)
        .allMatch(o -> o.activity() instanceof Activity.Alert a && a.about() != null);
  }

  @Test
  void readsInspektorGadget() throws IOException {
    Collected read = read(new GadgetFormat(), DATA.resolve("inspektor-gadget"));

    assertThat(read.records).isEqualTo(43);
    assertThat(read.unreadable).isEmpty();
    assertThat(read.skipped.keySet()).noneMatch(r -> r.startsWith("unknown"));
  }

  @Test
  void readsAuditEventsOfManyYears() throws IOException {
    Collected falco =
        read(new AuditFormat(), DATA.resolve("falco-legacy-tests/test/trace_files/k8s_audit"));
    Collected azure = Collected.of(new AuditFormat(), records(DATA.resolve("aks-audit-log")));

    assertThat(falco.unreadable).isEmpty();
    assertThat(falco.observations).hasSizeGreaterThan(40).allMatch(o -> o.time() != null);
    assertThat(azure.unreadable).isEmpty();
    assertThat(azure.observations).hasSize(24);
  }

  @Test
  void countsARequestOnceAndKnowsWhoseTokenItCarried() throws IOException {
    Collected read = read(new AuditFormat(), RECORDINGS.resolve("webshell/k8s/audit.jsonl.gz"));

    assertThat(read.observations).hasSize(729);
    assertThat(read.outcomes()).isEqualTo(782);
    List<Activity.ApiRequest> requests =
        read.observations.stream().map(o -> (Activity.ApiRequest) o.activity()).toList();
    assertThat(requests)
        .filteredOn(r -> "exec".equals(r.subresource()) && "alice".equals(r.user()))
        .hasSize(11) // 22 records: each exec has two stages
        .allMatch(r -> !r.command().isEmpty())
        .anyMatch(r -> r.command().equals(List.of("cat", "/proc/net/tcp", "/proc/net/tcp6")));
    assertThat(read.observations)
        .filteredOn(o ->
            o.activity() instanceof Activity.ApiRequest r
                && "secrets".equals(r.resource())
                && "shop/web-5468d8c4df-8ppl7".equals(r.onBehalfOfPod()))
        .anyMatch(o -> ((Activity.ApiRequest) o.activity()).code() == 200 && o.quality().isEmpty())
        .allMatch(o -> "node1".equals(o.location().node()));
    assertThat(read.observations)
        .anyMatch(o -> o.quality().contains(Quality.DENIED) && o.location().pod() != null);
  }

  @Test
  void knowsTheWorkloadsOfTheCluster() throws IOException {
    Collected read = read(new ObjectsFormat(), RECORDINGS.resolve("webshell/k8s/pods-before.json"));

    assertThat(read.inventory.pods())
        .extracting(p -> p.name() + " " + p.owner())
        .contains(
            "web-5468d8c4df-8ppl7 shop/deployment/web",
            "report-29923472-qr5wb shop/cronjob/report",
            "cache-0 shop/statefulset/cache",
            "logship-rtpzd kube-system/daemonset/logship",
            "web-bare staging/pod/web-bare");
    assertThat(read.inventory.pods())
        .flatExtracting(p -> p.containers())
        .allMatch(c -> c.digest() != null);
    assertThat(
            read.inventory.pod("shop", "cache-0").orElseThrow().containers().getFirst().declared())
        .contains(
            new DeclaredCommand(
                DeclaredCommand.Kind.READINESS_PROBE,
                List.of("busybox", "test", "-f", "/etc/hostname")));
  }

  @Test
  void takesObjectsOfAllRecordings() throws IOException {
    for (String set :
        List.of("webshell", "clean", "miner-policy-enforced", "miner-policy-not-enforced")) {
      for (String file : List.of("pods-after.json", "objects-after.json", "events.json")) {
        Collected read = read(new ObjectsFormat(), RECORDINGS.resolve(set + "/k8s/" + file));
        assertThat(read.unreadable).isEmpty();
        assertThat(read.records).isPositive();
      }
    }
    Collected bundles = read(new ObjectsFormat(), DATA.resolve("troubleshoot"));
    assertThat(bundles.inventory.pods()).isNotEmpty();
  }

  @Test
  void leavesOtherSensorsRecordsToTheirReaders() throws IOException {
    for (String other :
        List.of("falco-website", "falcosidekick", "kubearmor", "kubescape-storage")) {
      List<JsonNode> records = records(DATA.resolve(other));
      for (Format format : ReaderGoldenTest.formats().toList()) {
        if (!format.name().equals(other)) {
          assertThat(records).as(format.name() + " in " + other).noneMatch(format::recognises);
        }
      }
    }
  }

  @Test
  void recognisesAFormatOnlyOnce() throws IOException {
    for (String place :
        List.of(
            "tetragon",
            "tracee",
            "hubble-otel",
            "inspektor-gadget",
            "bobctl/testdata",
            "aks-audit-log",
            "troubleshoot")) {
      for (JsonNode record : records(DATA.resolve(place))) {
        assertThat(ReaderGoldenTest.formats().filter(f -> f.recognises(record)).count())
            .isLessThanOrEqualTo(1);
      }
    }
  }
}

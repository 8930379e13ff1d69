package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.capture.CaptureFormat;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The toolbox takes real packets of a network of its own, and what it wrote is read as a capture.
 */
class ToolboxCaptureTest {
  /**
   * Header written means that the socket hears: then there is traffic, and then it is asked to end.
   */
  private static final String TRAFFIC =
      "ip link set lo up; \"$0\" capture --max-seconds 60 $3 >\"$2\" 2>\"$2.said\" & until [ -s \"$2\" ]; do :; done; "
          + "\"$1\" sockets true || exit 9; kill -TERM $! 2>/dev/null || :; wait $!";

  @TempDir Path folder;
  private Toolbox toolbox;

  @BeforeEach
  void build() throws Exception {
    toolbox = Toolbox.built();
    assumeTrue(
        Toolbox.can("unshare", "-n", "ip", "link", "set", "lo", "up")
            && Toolbox.can(
                "unshare", "-n", toolbox.program.toString(), "capture", "--max-seconds", "0"),
        "a network of one's own, and its packets, are not permitted here");
  }

  private JsonNode captured(Path file, String options) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "-n", "sh", "-c", TRAFFIC));
    command.addAll(
        List.of(toolbox.program.toString(), toolbox.target.toString(), file.toString(), options));
    Toolbox.Result result = Toolbox.run(command);
    String said = Files.readString(Path.of(file + ".said"));
    assertThat(result.code()).as(result.err() + said).isZero();
    return JsonMapper.shared().readTree(said);
  }

  private static List<String> connections(Path file) throws Exception {
    Given given =
        new Import(List.of(), List.of(), List.of(new CaptureFormat()), Limits.ORDINARY)
            .read(List.of(file), Progress.NONE);
    assertThat(given.evidence().sources().getFirst().unreadable()).isEmpty();
    Observations rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord())
        .mapToObj(rows::get)
        .map(o -> o.activity())
        .filter(Activity.ConnectionOpened.class::isInstance)
        .map(a -> ((Activity.ConnectionOpened) a).remote().toString())
        .toList();
  }

  @Test
  void everyPacketOfAConnectionIsThereOnce() throws Exception {
    for (String options : List.of("", "--interface=lo")) {
      Path file = folder.resolve("lo" + options.length() + ".pcap");
      JsonNode said = captured(file, options.replace('=', ' '));
      assertThat(said.path("ended").asString()).isEqualTo("signal");
      assertThat(said.path("dropped").asInt()).isZero();
      assertThat(said.path("bytes").asLong()).isEqualTo(Files.size(file));
      assertThat(connections(file))
          .singleElement()
          .asString()
          .contains("127.0.0.1")
          .contains("4711");
      if (Toolbox.has("tshark")) {
        Toolbox.Result tshark =
            Toolbox.run(
                List.of(
                    "tshark",
                    "-r",
                    file.toString(),
                    "-T",
                    "fields",
                    "-e",
                    "tcp.flags.syn",
                    "-e",
                    "tcp.analysis.retransmission"));
        List<String> packets = tshark.text().lines().toList();
        assertThat(packets).hasSize(said.path("packets").asInt());
        assertThat(packets)
            .filteredOn(l -> l.startsWith("1"))
            .hasSize(2); // SYN and SYN-ACK, none of them twice
      }
    }
  }

  @Test
  void endsAtItsLimitsAndCutsPacketsToTheirLength() throws Exception {
    Path file = folder.resolve("cut.pcap");
    assertThat(captured(file, "--snaplen 40").path("packets").asInt()).isPositive();
    ByteBuffer first = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    assertThat(first.getInt(0)).isEqualTo(0xa1b23c4d);
    assertThat(first.getInt(24 + 8)).isEqualTo(60); // with the 20 bytes of LINKTYPE_LINUX_SLL2
    assertThat(first.getInt(24 + 12)).isGreaterThan(60);

    Path small = folder.resolve("small.pcap");
    assertThat(captured(small, "--max-bytes 300").path("ended").asString()).isEqualTo("max-bytes");
    assertThat(Files.size(small)).isLessThanOrEqualTo(300);
    Toolbox.Result none = toolbox.run("capture", "--max-seconds", "0");
    assertThat(none.code()).isZero();
    assertThat(none.error().path("ended").asString()).isEqualTo("max-seconds");
  }

  @Test
  void saysWhatItLacks() throws Exception {
    assumeTrue(
        Toolbox.can("setpriv", "--bounding-set=-net_raw", "true"),
        "giving up a capability needs setpriv");
    List<String> without =
        List.of(
            "setpriv",
            "--bounding-set=-net_raw",
            "--inh-caps=-net_raw",
            toolbox.program.toString(),
            "capture");
    Toolbox.Result refused = Toolbox.run(without);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.error().path("error").asString()).isEqualTo("not-permitted");
    assertThat(refused.error().path("what").asString()).contains("NET_RAW");
    Toolbox.Result nowhere = toolbox.run("capture", "--interface", "none0");
    assertThat(nowhere.code()).isEqualTo(4);
  }

  @Test
  void endsWhenNobodyReads() throws Exception {
    List<String> quiet = new ArrayList<>(List.of("unshare", "-n"));
    quiet.addAll(toolbox.command("capture", "--max-seconds", "3600"));
    Process capture = new ProcessBuilder(quiet).start();
    assertThat(capture.getInputStream().readNBytes(24)).hasSize(24);
    capture.getInputStream().close();
    assertThat(capture.waitFor()).isEqualTo(6);
  }

  @Test
  void oneThatDoesNotAnswerIsLeftBehind() throws Exception {
    Path program = folder.resolve("stuck");
    Path tools = Toolbox.SOURCES;
    Toolbox.Result compiled =
        Toolbox.run(
            List.of(
                "gcc",
                "-std=c17",
                "-pthread",
                "-I",
                tools.toString(),
                "-o",
                program.toString(),
                "src/test/toolbox/stuck.c",
                tools.resolve("watch.c").toString(),
                tools.resolve("text.c").toString()));
    assertThat(compiled.code()).as(compiled.err()).isZero();
    assertThat(Toolbox.run(List.of(program.toString())).text())
        .isEqualTo("0 done\n1 stuck\n2 done\n3 stuck\n4 done\nback, and silent\n");
  }
}

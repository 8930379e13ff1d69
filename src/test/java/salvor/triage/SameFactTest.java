package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.baseline.Story;
import salvor.evidence.Activity;
import salvor.evidence.ProcessInfo;
import salvor.workload.Location;

class SameFactTest {
  private static final int FALCO = 0;
  private static final int TETRAGON = 1;
  private static final int TRACER = 2;
  private static final String CURL = "/usr/bin/curl";

  @Test
  void twoSensorsWithinFiftyMillisecondsTellOfOneStart() {
    assertThat(
            links(
                new Story()
                    .by(FALCO)
                    .at(0)
                    .start(7, CURL, "curl x", null)
                    .by(TETRAGON)
                    .at(50)
                    .start(7, CURL, "curl x", null)))
        .containsExactly(0, 0);
    assertThat(
            links(
                new Story()
                    .by(FALCO)
                    .at(0)
                    .start(7, CURL, "curl x", null)
                    .by(TETRAGON)
                    .at(51)
                    .start(7, CURL, "curl x", null)))
        .containsExactly(-1, -1);
  }

  @Test
  void twoRecordsOfOneSensorAreTwoFacts() {
    assertThat(
            links(
                new Story()
                    .by(FALCO)
                    .at(0)
                    .start(7, CURL, "curl x", null)
                    .at(5)
                    .start(7, CURL, "curl x", null)
                    .by(TETRAGON)
                    .at(900)
                    .start(9, CURL, "curl y", null)))
        .containsExactly(-1, -1, -1);
  }

  @Test
  void eachRecordIsLinkedOnceAndInItsOrder() {
    Story story =
        new Story()
            .by(FALCO)
            .at(0)
            .start(7, CURL, "curl x", null)
            .by(TETRAGON)
            .at(10)
            .start(7, CURL, "curl x", null)
            .by(FALCO)
            .at(20)
            .start(7, CURL, "curl x", null)
            .by(TETRAGON)
            .at(30)
            .start(7, CURL, "curl x", null)
            .by(TETRAGON)
            .at(40)
            .start(7, CURL, "curl x", null);
    assertThat(links(story)).containsExactly(0, 0, 2, 2, -1);
  }

  @Test
  void anotherProgramProcessPeerFileOrContainerIsAnotherFact() {
    Location other =
        new Location(null, "shop", "web-x", null, "web", "ffff456789ab", null, null, null);
    Story story =
        new Story()
            .by(FALCO)
            .at(0)
            .start(7, CURL, "curl", null)
            .act(8, CURL, Story.to("203.0.113.9", 80))
            .act(9, CURL, new Activity.FileOpened("/etc/passwd", null))
            .by(TETRAGON)
            .at(1)
            .start(7, "/usr/bin/wget", "wget", null)
            .at(2)
            .start(6, CURL, "curl", null)
            .at(1001)
            .act(8, CURL, Story.to("203.0.113.9", 81))
            .at(2001)
            .act(9, CURL, new Activity.FileOpened("/etc/shadow", null))
            .at(2002)
            .act(9, CURL, new Activity.FileWritten("/etc/passwd", null))
            .in(other)
            .at(3)
            .start(7, CURL, "curl", null);
    assertThat(links(story)).containsOnly(-1);
  }

  @Test
  void connectionsFilesAndNamesAreFactsAsWellAndHowASensorSawThemIsNotCompared() {
    Story story =
        new Story()
            .by(FALCO)
            .at(0)
            .act(8, CURL, Story.to("203.0.113.9", 80))
            .by(TETRAGON)
            .at(9)
            .act(
                8,
                CURL,
                new Activity.ConnectionOpened(
                    salvor.evidence.Endpoint.NONE,
                    new salvor.evidence.Endpoint("203.0.113.9", 80, null),
                    "TCP"))
            .by(FALCO)
            .at(100)
            .act(8, CURL, new Activity.FileOpened("/etc/passwd", "O_RDONLY"))
            .by(TRACER)
            .at(120)
            .act(8, CURL, new Activity.FileOpened("/etc/passwd", null));
    assertThat(links(story)).containsExactly(0, 0, 2, 2);
  }

  @Test
  void anAlertAndItsTelemetryAndTheOtherSensorAreOneFact() {
    ProcessInfo curl = Story.process(7, CURL, "curl x", null);
    Story story =
        new Story()
            .by(FALCO)
            .at(0)
            .act(curl, new Activity.Alert("Run curl", null, null, new Activity.ProcessStarted()))
            .at(0)
            .act(curl, new Activity.ProcessStarted())
            .by(TETRAGON)
            .at(20)
            .act(curl, new Activity.ProcessStarted());
    assertThat(links(story)).containsExactly(0, 0, 0);
  }

  @Test
  void withoutAContainerOrAProcessNothingIsLinked() {
    ProcessInfo unknown = new ProcessInfo(null, null, null, CURL, "curl", "curl", null, null, null);
    Story story =
        new Story()
            .by(FALCO)
            .at(0)
            .act(unknown, new Activity.ProcessStarted())
            .by(TETRAGON)
            .at(1)
            .act(unknown, new Activity.ProcessStarted())
            .in(Story.NODE)
            .by(FALCO)
            .at(2)
            .start(7, CURL, "curl", null)
            .by(TETRAGON)
            .at(3)
            .start(7, CURL, "curl", null);
    assertThat(links(story)).containsOnly(-1);
  }

  private static int[] links(Story story) {
    IntBuffer links = SameFact.links(story.observations());
    IntBuffer rounds = SameFact.rounds(story.observations());
    for (int row = 0; row < links.limit(); row++) {
      BitSet met = new BitSet();
      for (int other = row; other >= 0 && !met.get(other); other = rounds.get(other)) {
        met.set(other);
      }
      BitSet expected = new BitSet();
      expected.set(row);
      for (int other = 0; other < links.limit(); other++) {
        expected.set(
            other, other == row || (links.get(row) >= 0 && links.get(other) == links.get(row)));
      }
      assertThat(met).as("the round of %d", row).isEqualTo(expected);
    }
    return IntStream.range(0, links.limit()).map(links::get).toArray();
  }
}

package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.containment.ProbeAnswer.Outcome;
import salvor.containment.ProbeAnswer.Packets;
import salvor.containment.ProbeTarget.Role;
import salvor.containment.Verification.Connection;
import salvor.containment.Verification.Fate;
import salvor.containment.Verification.Finding;
import salvor.containment.Verification.Result;
import salvor.containment.Verification.Unproved;

/** What is proved by what was seen, case by case. */
class InsideViewTest {
  private static final Instant T0 = Instant.parse("2026-11-23T04:00:00Z");
  private static final String NODE = "10.0.0.9";
  private static final ProbeTarget API =
      new ProbeTarget(Role.API_SERVER, "tcp:10.96.0.1:443", "default/kubernetes", false);
  private static final ProbeTarget DNS =
      new ProbeTarget(Role.CLUSTER_DNS, "dns:10.96.0.10:53:a.b", "kube-system/kube-dns", false);
  private static final ProbeTarget KUBELET =
      new ProbeTarget(Role.NODE, "tcp:10.0.0.9:10250", "kubelet", true);
  private static final SocketTable NONE = table();

  private static ProbeAnswer answer(ProbeTarget target, String said, int second) {
    String[] part = said.split(" ");
    return new ProbeAnswer(
        target.word(),
        Outcome.valueOf(part[0]),
        null,
        part.length > 1 ? part[1] : null,
        part.length > 2 ? part[2] : null,
        1,
        T0.plusSeconds(second));
  }

  private static ProbeRound round(int second, ProbeAnswer... answers) {
    return new ProbeRound(
        T0.plusSeconds(second),
        T0.plusSeconds(second + 1),
        Duration.ofMillis(700),
        List.of(answers));
  }

  private static ProbeRound both(int second, String api, String dns) {
    return round(second, answer(API, api, second), answer(DNS, dns, second));
  }

  /** As the toolbox has it: protocol, local, remote, state, inode, sent, received, under way. */
  private static PodSocket socket(String line) {
    String[] part = line.split(" ");
    return new PodSocket(
        part[0],
        part[1],
        part[2],
        part[3],
        Long.parseLong(part[4]),
        amount(part, 5),
        amount(part, 6),
        amount(part, 7),
        amount(part, 8));
  }

  private static @Nullable Long amount(String[] part, int at) {
    return part.length > at ? Long.valueOf(part[at]) : null;
  }

  private static SocketTable table(String... lines) {
    return new SocketTable(T0, Arrays.stream(lines).map(InsideViewTest::socket).toList(), true);
  }

  private static Verification seen(
      @Nullable ProbeRound before,
      ProbeRound after,
      @Nullable SocketTable was,
      @Nullable SocketTable first,
      @Nullable SocketTable last) {
    return new InsideView(
            List.of(API, DNS), before, null, was, after, after, first, last, Set.of(NODE))
        .judge();
  }

  /** Of a pod in which all probes that answered are blocked. */
  private static Verification cutOff(SocketTable was, SocketTable first, SocketTable last) {
    return seen(both(0, "CONNECTED", "ANSWERED"), both(9, "TIMEOUT", "TIMEOUT"), was, first, last);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED, PASS",
    "ANSWERED, PASS",
    "TIMEOUT, STOPPED",
    "DENIED, STOPPED",
    "ERROR, UNKNOWN",
    "UNREACHABLE, UNKNOWN",
    "REFUSED, PASS",
    "REFUSED 3/3, PASS",
    "REFUSED 3/3 10.96.0.1, PASS", // the peer itself has the packet
    "REFUSED 3/3 10.0.0.1, STOPPED",
    "REFUSED 3/13 10.0.0.1, STOPPED",
    "REFUSED 1/4 fd00::1, STOPPED",
    "REFUSED 3/1 10.0.0.1, PASS",
    "UNREACHABLE 3/1 10.0.0.1, UNKNOWN", // nobody is there: no filter says so
    "UNREACHABLE 3/10 10.0.0.1, STOPPED",
    "UNREACHABLE 3/13 10.96.0.1, UNKNOWN",
    "UNREACHABLE 1/1 fd00::1, STOPPED"
  })
  void whatAnAnswerSaysOfPackets(String said, Packets packets) {
    assertThat(answer(API, said, 0).packets()).isEqualTo(packets);
  }

  @Test
  void thePeersOwnRefusalIsToldFromAFiltersInIpv6Too() {
    ProbeTarget six = new ProbeTarget(Role.PEER, "tcp:[fd00::7]:80", "peer", false);
    assertThat(answer(six, "REFUSED 1/4 fd00::7", 0).packets()).isEqualTo(Packets.PASS);
    assertThat(answer(six, "REFUSED 1/4 fd00::1", 0).packets()).isEqualTo(Packets.STOPPED);
  }

  @ParameterizedTest
  @CsvSource({
    // before, after, what it proves
    "CONNECTED, TIMEOUT, BLOCKED",
    "ANSWERED, DENIED, BLOCKED",
    "CONNECTED, REFUSED 3/3 10.0.0.1, BLOCKED",
    "CONNECTED, REFUSED, PASSES",
    "CONNECTED, CONNECTED, PASSES",
    "CONNECTED, UNREACHABLE, UNCLEAR",
    "CONNECTED, ERROR, UNCLEAR",
    "REFUSED, REFUSED, NEVER_ANSWERED",
    "REFUSED, TIMEOUT, NEVER_ANSWERED",
    "TIMEOUT, TIMEOUT, NEVER_ANSWERED",
    "TIMEOUT, UNREACHABLE, NEVER_ANSWERED",
    "TIMEOUT, CONNECTED, PASSES",
    "ERROR, TIMEOUT, NEVER_ANSWERED",
    ", TIMEOUT, NOT_TRIED_BEFORE",
    ", CONNECTED, PASSES",
    ", REFUSED, PASSES",
    "CONNECTED, , UNCLEAR",
  })
  void whatATargetProves(@Nullable String before, @Nullable String after, Finding finding) {
    assertThat(
            InsideView.tried(
                    API,
                    before == null ? null : round(0, answer(API, before, 0)),
                    after == null ? round(9) : round(9, answer(API, after, 9)))
                .finding())
        .isEqualTo(finding);
  }

  @Test
  void whatPassesToThePodsOwnNodeIsNoFailure() {
    ProbeRound before = round(0, answer(API, "CONNECTED", 0), answer(KUBELET, "CONNECTED", 0));
    ProbeRound after = round(9, answer(API, "TIMEOUT", 9), answer(KUBELET, "CONNECTED", 9));
    Verification seen =
        new InsideView(
                List.of(API, KUBELET), before, null, NONE, after, after, NONE, NONE, Set.of(NODE))
            .judge();
    assertThat(seen.targets())
        .extracting(Verification.Tried::finding)
        .containsExactly(Finding.BLOCKED, Finding.PASSES_TO_NODE);
    assertThat(seen.result()).isEqualTo(Result.VERIFIED);
    assertThat(seen.unproved()).contains(Unproved.NODE_TRAFFIC);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED, ANSWERED, TIMEOUT, TIMEOUT, VERIFIED",
    "CONNECTED, ANSWERED, CONNECTED, ANSWERED, NOT_ENFORCED",
    "CONNECTED, ANSWERED, TIMEOUT, ANSWERED, PARTIAL",
    "CONNECTED, ANSWERED, REFUSED, TIMEOUT, PARTIAL",
    "CONNECTED, TIMEOUT, TIMEOUT, TIMEOUT, VERIFIED",
    "CONNECTED, TIMEOUT, TIMEOUT, ANSWERED, PARTIAL",
    "TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, NOT_PROVED",
    "REFUSED, ERROR, REFUSED, TIMEOUT, NOT_PROVED",
    "CONNECTED, ANSWERED, UNREACHABLE, ERROR, NOT_PROVED",
    "CONNECTED, ANSWERED, UNREACHABLE, TIMEOUT, VERIFIED", // a peer may be gone meanwhile
    "CONNECTED, ANSWERED, ERROR, TIMEOUT, NOT_PROVED",
    "CONNECTED, ANSWERED, ERROR, ANSWERED, NOT_ENFORCED",
    "TIMEOUT, ANSWERED, ERROR, TIMEOUT, VERIFIED",
  })
  void whatTheTargetsComeTo(
      String api, String dns, String apiAfter, String dnsAfter, Result result) {
    Verification seen = seen(both(0, api, dns), both(9, apiAfter, dnsAfter), NONE, NONE, NONE);
    assertThat(seen.result()).isEqualTo(result);
    assertThat(seen.since() == null).isEqualTo(result != Result.VERIFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, TIMEOUT, NOT_PROVED",
    "CONNECTED, TIMEOUT, NOT_ENFORCED",
    "CONNECTED, ANSWERED, NOT_ENFORCED",
  })
  void withoutALookBeforeNothingIsVerified(String api, String dns, Result result) {
    Verification seen = seen(null, both(9, api, dns), null, NONE, NONE);
    assertThat(seen.result()).isEqualTo(result);
    assertThat(seen.unproved()).contains(Unproved.NOTHING_BEFORE);
  }

  @ParameterizedTest
  @CsvSource({
    // what it is at the first list after everything is blocked, then at the last
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 180 5 0 0, MOVES",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 6 0 0, MOVES",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0, STANDS",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 3 0, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 4 2, CUT",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 3 0, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 9 4 2, MOVES",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7, tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7, STANDS",
    "tcp 10.1.0.2:40000 198.51.100.7:3333 CLOSE-WAIT 7 1 1 0 0, tcp 10.1.0.2:40000 198.51.100.7:3333 CLOSE-WAIT 7 9 1 0 0, MOVES",
    ", tcp 10.1.0.2:40001 198.51.100.7:3333 ESTABLISHED 8 1 1 0 0, OPENED_SINCE",
    "tcp 10.1.0.2:40001 198.51.100.7:3333 ESTABLISHED 7 1 1 0 0, tcp 10.1.0.2:40001 198.51.100.7:3333 ESTABLISHED 8 1 1 0 0, OPENED_SINCE",
    ", tcp 10.1.0.2:40001 198.51.100.7:3333 SYN-SENT 8 0 0 1 3, TRIED",
    ", tcp 10.1.0.2:80 10.1.0.77:5555 SYN-RECV 0, ARRIVES",
    ", tcp 10.1.0.2:80 10.0.0.9:5555 SYN-RECV 0, TO_NODE",
    ", tcp 10.1.0.2:80 10.0.0.9:5555 ESTABLISHED 3 1 1 0 0, TO_NODE",
    ", tcp6 [::ffff:10.1.0.2]:80 [::ffff:10.0.0.9]:5555 ESTABLISHED 3 1 1 0 0, TO_NODE",
    ", udp 10.1.0.2:5353 10.96.0.10:53 ESTABLISHED 44, TRIED",
  })
  void whatBecameOfAConnection(@Nullable String first, String last, Fate fate) {
    Verification seen = cutOff(NONE, first == null ? NONE : table(first), table(last));
    assertThat(seen.connections()).extracting(Connection::fate).containsExactly(fate);
    assertThat(seen.result()).isEqualTo(fate.passes() ? Result.PARTIAL : Result.VERIFIED);
    assertThat(seen.surviving()).hasSize(fate.passes() ? 1 : 0);
  }

  @Test
  void datagramsOfASocketThatStoodBeforeMayBeLetThroughAsKnown() {
    SocketTable stands = table("udp 10.1.0.2:40000 203.0.113.5:53 ESTABLISHED 44");
    assertThat(cutOff(stands, stands, stands).surviving())
        .extracting(Connection::fate)
        .containsExactly(Fate.STANDS);
  }

  @Test
  void aConnectionThatIsGoneIsToldAndIsNoFailure() {
    SocketTable was = table("tcp 10.1.0.2:40000 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0");
    Verification seen = cutOff(was, NONE, NONE);
    assertThat(seen.connections()).extracting(Connection::fate).containsExactly(Fate.GONE);
    assertThat(seen.result()).isEqualTo(Result.VERIFIED);
  }

  @Test
  void whatStaysWithinThePodAndWhatListensAreNoConnections() {
    SocketTable inside =
        table(
            "tcp 127.0.0.1:9 127.0.0.1:5000 ESTABLISHED 1 5 5 0 0",
            "tcp6 [::1]:9 [::1]:5000 ESTABLISHED 2 5 5 0 0",
            "tcp 10.1.0.2:9 10.1.0.2:5000 ESTABLISHED 3 5 5 0 0",
            "tcp 0.0.0.0:80 0.0.0.0:0 LISTEN 4",
            "tcp 10.1.0.2:80 10.1.0.77:1 TIME-WAIT 0",
            "udp 0.0.0.0:53 0.0.0.0:0 UNCONN 5");
    assertThat(cutOff(inside, inside, inside).connections()).isEmpty();
  }

  @Test
  void whoBeganAConnectionIsToldByWhatListens() {
    SocketTable both =
        table(
            "tcp6 [::]:80 [::]:0 LISTEN 4",
            "tcp 10.1.0.2:80 10.1.0.77:5000 ESTABLISHED 1 5 5 0 0",
            "tcp 10.1.0.2:40000 10.1.0.77:80 ESTABLISHED 2 5 5 0 0");
    assertThat(cutOff(both, both, both).surviving())
        .extracting(Connection::inbound)
        .containsExactly(true, false);
  }

  @Test
  void withoutTheSocketsBlockedProbesAloneDoNotVerify() {
    ProbeRound before = both(0, "CONNECTED", "ANSWERED");
    ProbeRound after = both(9, "TIMEOUT", "TIMEOUT");
    SocketTable part = new SocketTable(T0, List.of(), false);
    for (SocketTable last : Arrays.asList(null, part)) {
      Verification seen = seen(before, after, NONE, NONE, last);
      assertThat(seen.result()).isEqualTo(Result.NOT_PROVED);
      assertThat(seen.unproved()).contains(Unproved.SOCKETS_NOT_SEEN);
    }
  }

  @Test
  void whatMovesIsToldAlsoWhereNoProbeProvesAnything() {
    ProbeRound silent = both(0, "TIMEOUT", "TIMEOUT");
    SocketTable first = table("tcp 10.1.0.2:4 198.51.100.7:3333 ESTABLISHED 7 100 5 0 0");
    SocketTable last = table("tcp 10.1.0.2:4 198.51.100.7:3333 ESTABLISHED 7 180 5 0 0");
    assertThat(seen(silent, silent, first, first, last).result()).isEqualTo(Result.PARTIAL);
    assertThat(seen(silent, silent, first, first, first).result()).isEqualTo(Result.NOT_PROVED);
  }

  @Test
  void itIsContainedSinceTheFirstBlockedProbeOfTheRoundThatProvedIt() {
    ProbeRound blocked =
        round(
            5, answer(DNS, "TIMEOUT", 6), answer(API, "TIMEOUT", 5), answer(KUBELET, "TIMEOUT", 5));
    ProbeRound again = both(7, "TIMEOUT", "TIMEOUT");
    ProbeRound before = both(0, "CONNECTED", "ANSWERED");
    assertThat(
            new InsideView(
                    List.of(API, DNS), before, null, NONE, blocked, again, NONE, NONE, Set.of(NODE))
                .judge()
                .since())
        .isEqualTo(T0.plusSeconds(5));
    ProbeAnswer early = answer(API, "TIMEOUT", -60); // the node's clock is behind
    ProbeRound wrong = round(5, early);
    assertThat(wrong.when(early)).isEqualTo(T0.plusSeconds(6));
  }

  @ParameterizedTest
  @EnumSource(Containment.class)
  void nothingBecomesVerifiedBeforeItWasAccepted(Containment state) {
    assertThat(Containment.REQUESTED.next())
        .containsExactlyInAnyOrder(Containment.ACCEPTED, Containment.LIFTED);
    assertThat(Containment.LIFTED.next()).isEmpty();
    for (Containment then : Containment.values()) {
      if (then == state || state.next().contains(then)) {
        assertThat(state.to(then)).isEqualTo(then);
      } else {
        assertThatThrownBy(() -> state.to(then)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void whatIsNotToldOfIsNotTakenForBlocked() {
    ProbeRound one = round(9, answer(API, "TIMEOUT", 9));
    Verification seen = seen(both(0, "CONNECTED", "ANSWERED"), one, NONE, NONE, NONE);
    assertThat(seen.result()).isEqualTo(Result.NOT_PROVED);
    assertThat(seen.since()).isNull();
    assertThat(seen.unproved()).contains(Unproved.TARGETS_LEFT_OPEN);
  }

  @Test
  void manySocketsAreJudgedOneByOneAndNotEachByAll() {
    List<PodSocket> many =
        java.util.stream.IntStream.range(0, 100_000)
            .mapToObj(i ->
                socket(
                    "udp 10.1.0.2:53 203.%d.%d.%d:53 ESTABLISHED %d"
                        .formatted(i >> 16, i / 256 % 256, i % 256, i + 1)))
            .toList();
    SocketTable all = new SocketTable(T0, many, true);
    assertThat(cutOff(all, all, all).surviving()).hasSize(100_000);
  }

  @Test
  void whatAnswersAPodLikeItProvesSilenceAndThatIsSaid() {
    ChosenPod like = new ChosenPod("shop", "web-2", "u2");
    ProbeRound silent = both(9, "TIMEOUT", "TIMEOUT");
    Verification seen =
        new InsideView(
                List.of(API, DNS),
                both(8, "CONNECTED", "TIMEOUT"),
                like,
                null,
                silent,
                silent,
                NONE,
                NONE,
                Set.of(NODE))
            .judge();
    assertThat(seen.result()).isEqualTo(Result.VERIFIED);
    assertThat(seen.since()).isEqualTo(T0.plusSeconds(9));
    assertThat(seen.beside()).isEqualTo(like);
    assertThat(seen.targets())
        .extracting(Verification.Tried::finding)
        .containsExactly(Finding.BLOCKED, Finding.NEVER_ANSWERED);
    assertThat(seen.unproved())
        .contains(Unproved.BY_ANOTHER_POD)
        .doesNotContain(Unproved.NOTHING_BEFORE);
  }

  @Test
  void aLookThatProvesNothingTakesBackWhatWasProved() {
    Verification nothing = seen(null, both(9, "TIMEOUT", "TIMEOUT"), null, NONE, NONE);
    assertThat(Containment.VERIFIED.after(nothing)).isEqualTo(Containment.ACCEPTED);
    assertThat(Containment.ACCEPTED.after(cutOff(NONE, NONE, NONE)))
        .isEqualTo(Containment.VERIFIED);
  }
}

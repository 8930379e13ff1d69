package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.triage.ImagesSeen;
import salvor.triage.NetworkPeers;
import salvor.workbench.fx.Turns;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.selection.Sight;
import salvor.workbench.triage.FilteredRecords;
import salvor.workbench.triage.ImagesViewModel;
import salvor.workbench.triage.PeersViewModel;

/** Peers and images are those that the filter leaves, and how many it hides is said. */
class FilteredOverviewsTest {
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private final Session session = open();

  private Session open() {
    model.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    return SampleCase.session(model);
  }

  private <T> T made(OnDemand<T> content) {
    content.want();
    turns.until(() -> content.state().get() instanceof OnDemand.State.Made<T>);
    return ((OnDemand.State.Made<T>) content.state().get()).it();
  }

  @Test
  void peersFollowTheFilterAndSayHowManyItHides() {
    PeersViewModel peers = made(session.overviews().peers());
    var whole = peers.shown().get();
    assertThat(whole.told()).isEmpty();
    session.filter().text().set("program=curl");
    turns.until(() -> peers.shown().get().told().contains("the filter hides "));
    var opened = session.investigation().opened();
    BitSet rows = session.sight().rows().get();
    assertThat(rows).isNotNull();
    assertThat(peers.shown().get().records())
        .isNotEmpty()
        .isEqualTo(NetworkPeers.of(opened.evidence(), opened.verdicts(), rows, Progress.NONE));
    int left = peers.shown().get().records().size();
    assertThat(peers.shown().get().told())
        .startsWith(
            left
                + " of "
                + whole.records().size()
                + " peers, the filter hides "
                + (whole.records().size() - left));
    session.filter().text().set("pod=nosuchpod");
    turns.until(() -> peers.shown().get().records().isEmpty());
    assertThat(peers.shown().get().none())
        .isEqualTo("The filter hides all " + whole.records().size() + " peers.");
    session.filter().clear();
    turns.until(() -> peers.shown().get().equals(whole));
  }

  @Test
  void dimmedPeersStandLastAndAreCounted() {
    PeersViewModel peers = made(session.overviews().peers());
    var whole = peers.shown().get();
    session.filter().text().set("workload=pay");
    turns.until(() -> peers.shown().get().told().contains("the filter hides "));
    List<NetworkPeers.Talk> left = peers.shown().get().records();
    assertThat(left).hasSizeBetween(1, whole.records().size() - 1);
    session.filter().dims().set(true);
    turns.until(() -> peers.shown().get().told().contains("dimmed"));
    var dimmed = peers.shown().get();
    int faint = whole.records().size() - left.size();
    assertThat(dimmed.told()).contains(faint + " dimmed");
    assertThat(dimmed.records()).as("all are there").hasSameSizeAs(whole.records());
    assertThat(dimmed.records().subList(0, left.size())).isEqualTo(left);
    assertThat(dimmed.records().subList(left.size(), dimmed.records().size()))
        .as("as they are without a filter")
        .isSubsetOf(whole.records())
        .hasSameElementsAs(dimmed.dimmed());
    session.filter().dims().set(false);
    turns.until(() -> peers.shown().get().records().equals(left));
    assertThat(peers.shown().get().dimmed()).isEmpty();
  }

  @Test
  void dimmedFindingsStayWhereTheyAre() {
    var findings = session.findings();
    var all = findings.rows().get();
    session.filter().text().set("pod=nosuchpod");
    turns.until(() -> findings.rows().get().isEmpty());
    session.filter().dims().set(true);
    assertThat(findings.rows().get()).hasSameSizeAs(all).isNotEqualTo(all);
    session.filter().clear();
    turns.until(() -> findings.rows().get().equals(all));
  }

  @Test
  void imagesFollowTheFilterThatWasThereBeforeThem() {
    session.filter().text().set("workload=pay");
    turns.until(() -> session.sight().rows().get() != null);
    ImagesViewModel images = made(session.overviews().images());
    turns.until(() -> images.shown().get().told().contains("the filter hides "));
    assertThat(images.shown().get().records())
        .singleElement()
        .extracting(ImagesSeen.Image::image)
        .isEqualTo("registry.corp.example/pay:1.4.2");
  }

  @Test
  void workOnAFilterThatIsNoLongerThereStopsAndIsNotShown() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    Sight sight = new Sight();
    FilteredRecords<String> records =
        new FilteredRecords<>(
            "peer",
            List.of("a", "b"),
            "No peer.",
            (rows, progress) -> {
              if (rows.get(1)) {
                return List.of("b");
              }
              begun.countDown();
              await(go);
              try {
                progress.at(0, 1, "");
              } catch (JobCancelled cancelled) {
                stopped.set(true);
                throw cancelled;
              }
              return List.of();
            },
            2,
            sight,
            new Jobs(),
            turns);
    sight.show(new BitSet());
    await(begun);
    BitSet second = new BitSet();
    second.set(1);
    sight.show(second);
    go.countDown();
    turns.until(() -> records.shown().get().records().equals(List.of("b")));
    assertThat(stopped).isTrue();
    sight.show(null);
    assertThat(records.shown().get().records()).containsExactly("a", "b");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException cause) {
      throw new AssertionError(cause);
    }
  }
}

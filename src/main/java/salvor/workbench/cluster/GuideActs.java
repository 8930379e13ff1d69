package salvor.workbench.cluster;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ImageId;
import salvor.cluster.Siblings.Likeness;
import salvor.custody.CaseLedger;
import salvor.jobs.JobState;
import salvor.playbook.RunLog;
import salvor.triage.FilterField;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.containment.LabelledPods;
import salvor.workbench.playbook.About;
import salvor.workbench.recovery.HotfixSheet;
import salvor.workbench.recovery.HotfixViewModel;
import salvor.workbench.recovery.RollOutSheet;
import salvor.workbench.recovery.RollOutViewModel;
import salvor.workbench.wording.VisibleText;

/** What the steps of a playbook have done in this window, beside what can be done to a pod. */
final class GuideActs implements About {
  private static final int DIGITS = 12;
  private static final int NAMED = 3;
  private final LiveViewModel model;
  private final PodsPane pods;
  private Subscription waiting = Subscription.EMPTY;

  /**
   * @param pods the table, in its tab
   */
  GuideActs(LiveViewModel model, PodsPane pods) {
    this.model = model;
    this.pods = pods;
  }

  /**
   * Adds the commands.
   *
   * @param table shows the tab of the pods
   * @param measures shows the tab of the measures
   * @param review opens what was recorded so far
   */
  void addTo(Commands commands, Runnable table, Runnable measures, Runnable review) {
    commands.add(
        Command.of(
                "pods.siblings",
                Menus.CLUSTER,
                "Choose all pods that run the image of the chosen",
                "Shift+S",
                "By digests that are known to be of one image; the ledger keeps who they were",
                () -> siblings(table))
            .when(() -> subject() != null));
    commands.add(
        Command.of(
            "pods.rollout",
            Menus.CLUSTER,
            "Roll a fixed image out\u2026",
            "Shift+R",
            "Sets it by workload, and counts the pods on the bad digest",
            () -> rollOut("")));
    commands.add(
        Command.of(
            "pods.hotfix",
            Menus.CLUSTER,
            "Have the image rebuilt\u2026",
            "Shift+H",
            "By the team's pipeline, which is followed to the new digest",
            this::hotfix));
    commands.add(
        Command.of(
            "pods.measures",
            Menus.CLUSTER,
            "Show the measures of this case",
            "",
            "What was done to the cluster, how it stands, and how to take it back",
            measures));
    commands.add(
        Command.of(
            "pods.review",
            Menus.CLUSTER,
            "Review what was recorded",
            "",
            "Opens it as evidence: the tab Review has the attacker against the baseline",
            review));
  }

  /**
   * Opens the sheet that rolls an image out in place of that of the chosen pod.
   *
   * @param digest the new one; empty for the one that was told last
   */
  private void rollOut(String digest) {
    RollOutViewModel rolling =
        new RollOutViewModel(
            model.live(),
            model.acting(),
            badDigest(),
            this::isSuspect,
            model.measures()::look,
            model.jobs(),
            model.fx(),
            InstantSource.system());
    rolling.fixed().set(digest);
    if (model.isPractice()) {
      rolling.practise(model.greeting.scenario());
    }
    RollOutSheet.open(pods, rolling);
  }

  private boolean isSuspect(String uid) {
    return model.all().stream().anyMatch(row -> row.pod().uid().equals(uid) && row.isSuspect());
  }

  private void hotfix() {
    HotfixSheet.open(
        pods,
        new HotfixViewModel(
            model.live(),
            model.acting(),
            badDigest(),
            System.getenv(),
            model.jobs(),
            model.fx(),
            InstantSource.system()),
        this::rollOut);
  }

  /** That of the chosen pod's image, as far as it is known. */
  private String badDigest() {
    PodRow subject = subject();
    ImageId id = subject == null ? null : subject.imageId();
    return id == null || id.digest() == null ? "" : id.digest().value();
  }

  /** The chosen pod; where none is, the worst that is out of profile. */
  private @Nullable PodRow subject() {
    PodPage page = model.pages().page().get();
    if (page != null) {
      return page.row();
    }
    List<PodRow> all = model.all();
    return all.isEmpty() || all.getFirst().out() == 0 ? null : all.getFirst();
  }

  @Override
  public void choose() {
    PodRow subject = subject();
    if (model.pages().page().get() == null && subject != null) {
      pods.choose(subject);
    }
  }

  @Override
  public String words() {
    PodPage page = model.pages().page().get();
    return page == null
        ? ""
        : "About "
            + page.row().namespace()
            + " / "
            + page.row().name()
            + ", "
            + page.row().said()
            + (page.row().contained().isEmpty() ? "" : ", " + page.row().contained())
            + ". Another is chosen in the tab Pods."
            + instead(page.row());
  }

  /** That another pod was isolated than the one that is chosen; empty where it is not so. */
  private String instead(PodRow chosen) {
    List<String> isolated =
        model.all().stream()
            .filter(row -> LabelledPods.isIsolated(row.contained()))
            .map(row -> row.namespace() + " / " + row.name())
            .toList();
    return isolated.isEmpty() || LabelledPods.isIsolated(chosen.contained())
        ? ""
        : "\n\u25b2 Another pod than what was isolated: "
            + String.join(", ", isolated.subList(0, Math.min(NAMED, isolated.size())))
            + (isolated.size() > NAMED ? " and " + (isolated.size() - NAMED) + " more" : "");
  }

  private void siblings(Runnable table) {
    choose();
    waiting.unsubscribe();
    PodPage page = model.pages().page().get();
    if (page == null) {
      return;
    }
    table.run();
    if (page.known() != null) {
      chosen(page);
      return;
    }
    String uid = page.row().pod().uid();
    waiting =
        model
            .pages()
            .page()
            .subscribe(now -> {
              if (now != null && now.known() != null && now.row().pod().uid().equals(uid)) {
                waiting.unsubscribe();
                chosen(now);
              }
            });
  }

  private void chosen(PodPage page) {
    List<SiblingRow> same = page.siblings().getOrDefault(Likeness.SAME_IMAGE, List.of());
    List<PodRow> rows = new ArrayList<>(List.of(page.row()));
    same.stream().map(SiblingRow::row).filter(Objects::nonNull).forEach(rows::add);
    Set<String> uids = new HashSet<>();
    rows.forEach(row -> uids.add(row.pod().uid()));
    pods.choose(filter(page.row(), rows), uids);
    listed(page, same);
  }

  /** Leaves these, and those of the same digest; empty where some have it in another form. */
  private static String filter(PodRow of, List<PodRow> rows) {
    ImageId id = of.imageId();
    if (id == null || id.digest() == null) {
      return "";
    }
    String hex = id.digest().value().substring(id.digest().value().indexOf(':') + 1);
    return rows.stream()
            .allMatch(
                row -> row.texts(FilterField.DIGEST).stream().anyMatch(each -> each.contains(hex)))
        ? "digest~" + hex.substring(0, Math.min(DIGITS, hex.length()))
        : "";
  }

  /** Writes down who else was found to run the image, as the terminal does. */
  private void listed(PodPage page, List<SiblingRow> same) {
    CaseLedger ledger = model.live().custody().ledger();
    String pod = page.row().pod().namespace() + "/" + page.row().pod().name();
    List<String> uids = same.stream().map(each -> each.sibling().uid()).toList();
    model
        .jobs()
        .start(
            "Write down who else runs the image",
            _ -> {
              ledger.write(RunLog.listed(ledger, pod, uids));
              return uids;
            })
        .watch(
            model.fx(),
            state -> {
              if (state instanceof JobState.Failed<?>(Throwable cause)) {
                pods.tell(
                    "Who else runs the image is shown, and could not be written down: "
                        + VisibleText.of(String.valueOf(cause.getMessage()), 200));
              }
            });
  }
}

package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.timeline.Contamination;
import salvor.timeline.Extent;
import salvor.timeline.TimelineModel;
import salvor.workbench.casefile.ContaminationWords;
import salvor.workbench.casefile.OffsetViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.Banner;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.Location;

/** What an investigator has to know before reading the timeline of a session. */
final class SessionBanners {
  private SessionBanners() {}

  /**
   * What has to be known now.
   *
   * @param contaminated the baselines that may have learned the attack
   * @param replicas compares with replicas
   */
  static List<Banner> of(Session session, List<Contamination> contaminated, Runnable replicas) {
    List<Banner> banners = new ArrayList<>();
    practice(session, banners);
    clocks(session, banners);
    if (!contaminated.isEmpty()) {
      boolean judged = session.investigation().opened().basis().suspected() != null;
      banners.add(contaminated(contaminated, judged, replicas));
    }
    far(session, banners);
    return banners;
  }

  /** What was only played is never left to pass for an incident. */
  private static void practice(Session session, List<Banner> banners) {
    String clusters =
        session.investigation().opened().evidence().observations().clusters().stream()
            .filter(cluster -> cluster.startsWith(Location.PRACTICE))
            .map(cluster -> VisibleText.of(cluster.substring(Location.PRACTICE.length()), 120))
            .collect(Collectors.joining(", "));
    if (!clusters.isEmpty()) {
      banners.add(
          new Banner(
              "notice-practice",
              Banner.Weight.WARNING,
              "PRACTICE:",
              "what was recorded of "
                  + clusters
                  + " says that it was played on a practice cluster. Nothing of that is real.",
              List.of()));
    }
  }

  /** By which offsets everything is shown: that is never left unsaid. */
  private static void clocks(Session session, List<Banner> banners) {
    Investigation shown = session.investigation();
    Evidence evidence = shown.opened().evidence();
    ClockOffsets offsets = evidence.observations().clocks();
    if (!shown.isInTime()) {
      banners.add(
          new Banner(
              "notice-clocks-stale",
              Banner.Weight.WARNING,
              "Not what is in force:",
              "times, order and verdicts are by the clock offsets and milestones before. Undo the last edit, or open"
                  + " the case again.",
              List.of()));
    }
    if (!offsets.isEmpty()) {
      banners.add(
          new Banner(
              "notice-clocks",
              Banner.Weight.REMARK,
              offsets.sources().size() == 1 ? "Clock offset in force:" : "Clock offsets in force:",
              OffsetViewModel.words(offsets, evidence.sources())
                  + ". Order and verdicts follow; an event's details tell its recorded time.",
              List.of(
                  new Banner.Act(
                      "Sources",
                      "Shows each source with its clock, where the offset can be changed",
                      () ->
                          session.commands().all().stream()
                              .filter(command -> command.id().equals("clock.offset"))
                              .forEach(Command::run)))));
    }
  }

  private static Banner contaminated(List<Contamination> all, boolean judged, Runnable replicas) {
    return new Banner(
        "notice-contaminated",
        Banner.Weight.WARNING,
        ContaminationWords.title(all),
        ContaminationWords.text(all, judged),
        List.of(
            new Banner.Act(
                "Compare with replicas of the same image instead",
                "Puts the selected event's container, or the worst, beside its cleanest replica: a"
                    + " replica that was not attacked shows what is normal without any baseline",
                replicas)));
  }

  private static void far(Session session, List<Banner> banners) {
    TimelineModel model = session.timeline().model();
    Extent ordinary = model.ordinary();
    Observations observations = model.observations();
    int running = 0;
    for (int row = 0; row < ordinary.from(); row++) {
      running += observations.beganBeforeSensor(row) ? 1 : 0;
    }
    int oldFiles = files(observations, 0, ordinary.from());
    int newFiles = files(observations, ordinary.to(), ordinary.timed());
    int early = ordinary.before() - running - oldFiles;
    int late = ordinary.after() - newFiles;
    if (running > 0) {
      banners.add(running(session, ordinary, running));
    }
    if (oldFiles + newFiles > 0) {
      banners.add(files(session, oldFiles + newFiles));
    }
    int count = early + late;
    if (count == 0) {
      return;
    }
    List<String> where = new ArrayList<>();
    List<Banner.Act> acts = new ArrayList<>();
    if (early > 0) {
      Span span = Span.through(observations.time(0), observations.time(ordinary.from() - 1));
      where.add(far(early, "from", Moments.seconds(span.from())));
      acts.add(show(session, "Show the earlier", span, 0));
    }
    if (late > 0) {
      int last = observations.timed() - 1;
      Span span = Span.through(observations.time(ordinary.to()), observations.time(last));
      where.add(far(late, "up to", Moments.seconds(observations.time(last))));
      acts.add(show(session, "Show the later", span, ordinary.to()));
    }
    acts.add(
        new Banner.Act(
            "Filter them",
            "Leaves every event with an implausible time in sight, and no other",
            () -> session.filter().toggle("quality=time_suspect")));
    banners.add(
        new Banner(
            "notice-far",
            Banner.Weight.REMARK,
            Moments.count(count, "event") + " far outside:",
            String.join(", ", where)
                + ". Before 2000, after the import, or a year or more from the rest of its source: a clock may"
                + " have been wrong.",
            acts));
  }

  private static int files(Observations observations, int from, int to) {
    int files = 0;
    for (int row = from; row < to; row++) {
      files += (observations.quality(row) & Quality.FILE_TIME.bit()) != 0 ? 1 : 0;
    }
    return files;
  }

  private static Banner files(Session session, int count) {
    return new Banner(
        "notice-files",
        Banner.Weight.REMARK,
        Moments.count(count) + (count == 1 ? " time" : " times") + " of files outside:",
        "they are earlier or later than anything that was recorded, which alone is framed. Whoever may"
            + " write a file can set its times.",
        List.of(
            new Banner.Act(
                "Filter them",
                "Leaves every event with the time of a file in sight, and no other",
                () -> session.filter().toggle("quality=file_time"))));
  }

  private static Banner running(Session session, Extent ordinary, int count) {
    Observations all = session.timeline().model().observations();
    Span span = Span.through(all.time(0), all.time(ordinary.from() - 1));
    return new Banner(
        "notice-running",
        Banner.Weight.REMARK,
        Moments.count(count) + (count == 1 ? " start" : " starts") + " before the recording:",
        "of what ran then, from "
            + Moments.seconds(span.from())
            + " on. Nothing else was recorded then: the timeline begins with the first record.",
        List.of(show(session, "Show their starts", span, 0)));
  }

  private static String far(int count, String direction, String time) {
    return Moments.count(count) + " " + (count == 1 ? "at" : direction) + " " + time;
  }

  private static Banner.Act show(Session session, String text, Span span, int row) {
    return new Banner.Act(
        text,
        "Goes to these events on the timeline and leaves only them in the table; F leads back",
        () -> {
          session.timeline().show(span);
          session.selection().select(row);
          session.selection().range().set(span);
        });
  }
}

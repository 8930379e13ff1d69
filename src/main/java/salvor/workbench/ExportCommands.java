package salvor.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import salvor.report.Output;
import salvor.timeline.Contamination;
import salvor.timeline.DwellRuler;
import salvor.timeline.Palette;
import salvor.timeline.PictureCase;
import salvor.timeline.PicturePart;
import salvor.timeline.TimelineModel;
import salvor.timeline.TimelinePicture;
import salvor.timeline.Viewport;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.evidence.TableWords;
import salvor.workbench.fx.Clip;
import salvor.workbench.report.ExportViewModel;
import salvor.workbench.report.WhereTo;
import salvor.workbench.wording.Moments;

/** What leaves the window: files, and what is copied. */
final class ExportCommands {
  /** More than these are for a file, not for the clipboard. */
  private static final int MOST_COPIED = 10_000;

  private static final List<WhereTo.Form> PICTURE =
      List.of(
          new WhereTo.Form("PNG picture", "png"),
          new WhereTo.Form("SVG drawing, with text as text", "svg"));

  private final Session session;
  private final WhereTo where;
  private final BooleanSupplier dark;

  private ExportCommands(Session session, WhereTo where, BooleanSupplier dark) {
    this.session = session;
    this.where = where;
    this.dark = dark;
  }

  /**
   * Adds the commands.
   *
   * @param where asks for the file
   * @param dark whether pictures are for dark rooms
   */
  static void add(Session session, WhereTo where, BooleanSupplier dark) {
    ExportCommands export = new ExportCommands(session, where, dark);
    BooleanSupplier selected = () -> session.selection().count() > 0;
    Commands all = session.commands();
    all.add(
        Command.of(
            "export.rows",
            Menus.CASE,
            "Export the events of the table\u2026",
            "Shortcut+E",
            "In the order of the table: CSV has its columns, JSON lines have every field",
            export::rows));
    all.add(
        Command.of(
            "export.everything",
            Menus.CASE,
            "Export the events with every field\u2026",
            "",
            "In the order of the table, whichever columns it has",
            export::everything));
    all.add(
        Command.of(
            "export.picture",
            Menus.CASE,
            "Export the timeline as a picture\u2026",
            "Shortcut+Shift+E",
            "PNG or SVG: all of its time and what the filter leaves, with ruler, legend and counts",
            export::picture));
    all.add(
        Command.of(
            "export.sight",
            Menus.CASE,
            "Export what is in sight of the timeline\u2026",
            "",
            "PNG or SVG: the time in sight, the lanes as they are opened, the baseline as it is shown",
            export::sight));
    all.add(
        Command.of(
                "copy.text",
                Menus.EDIT,
                "Copy",
                "Shortcut+C",
                "The selected events as the table says them, cells apart by tabs",
                export::text)
            .when(selected));
    all.add(
        Command.of(
                "copy.json",
                Menus.EDIT,
                "Copy as JSON",
                "Shortcut+Shift+C",
                "The selected events as triage writes them, one a line",
                export::json)
            .when(selected));
    all.add(
        Command.of(
                "copy.raw",
                Menus.EDIT,
                "Copy the raw record",
                "",
                "The record of the selected event exactly as it stands in the evidence",
                export::raw)
            .when(selected));
  }

  private ExportViewModel model() {
    return session.export();
  }

  private void rows() {
    ask(ExportViewModel.ROWS, model()::rows);
  }

  private void everything() {
    ask(ExportViewModel.EVERYTHING, model()::everything);
  }

  private void ask(List<WhereTo.Form> forms, BiConsumer<TableWords, Path> write) {
    TableWords table = session.table().words();
    Path file =
        where.ask(
            "Export " + Moments.count(table.order().size(), "event") + dimmed(),
            session.investigation().fileName() + "-events",
            forms);
    if (file != null) {
      write.accept(table, file);
    }
  }

  private String dimmed() {
    int dimmed = session.table().dimmed();
    return dimmed == 0 ? "" : ", " + Moments.count(dimmed) + " of them dimmed by the filter";
  }

  private void picture() {
    draw("Export the timeline", "timeline", PicturePart.ALL);
  }

  private void sight() {
    Viewport window = session.timeline().viewport().get();
    draw(
        "Export what is in sight of the timeline",
        "in-sight",
        new PicturePart(
            window.from(),
            window.to(),
            session.timeline().lanes().get(),
            session.timeline().display().get()));
  }

  private void draw(String question, String kind, PicturePart part) {
    @Nullable Path file =
        where.ask(question, session.investigation().fileName() + "-" + kind, PICTURE);
    if (file == null) {
      return;
    }
    TimelineModel shown = session.timeline().model();
    String filter = session.filter().inForce().get();
    String title = Moments.count(shown.shown(), "event") + " of " + session.investigation().name();
    int unseen =
        part.equals(PicturePart.ALL) ? 0 : session.timeline().lanes().get().unseen().size();
    String hidden = unseen == 0 ? "" : ", " + Moments.count(unseen, "lane") + " hidden";
    Palette palette = dark.getAsBoolean() ? Palette.DARK : Palette.LIGHT;
    DwellRuler ruler = session.marking().ruler().get();
    PictureCase kept =
        new PictureCase(
            ruler,
            Contamination.of(
                session.investigation().opened().baselines(), ruler, shown.observations()));
    model()
        .write(
            "The timeline",
            file,
            progress -> {
              progress.at(0, 1, "Drawing");
              try {
                TimelinePicture.of(
                        shown,
                        title,
                        (filter.isEmpty() ? "No filter" : "Filter: " + filter) + hidden,
                        palette)
                    .of(part, 1600)
                    .of(kept)
                    .write(file);
              } catch (IOException cause) {
                throw Output.unwritten(file, cause);
              }
            });
  }

  private int[] rowsSelected() {
    return session.selection().rows().limit(MOST_COPIED).toArray();
  }

  private void text() {
    int[] rows = rowsSelected();
    Clip.put(ExportViewModel.text(session.table().words(), rows, rows.length > 1));
    copied(rows);
  }

  private void json() {
    int[] rows = rowsSelected();
    model()
        .json(
            rows,
            text -> {
              Clip.put(text);
              copied(rows);
            });
  }

  private void copied(int[] rows) {
    int all = session.selection().count();
    model()
        .say(
            rows.length == all
                ? Moments.count(all, "event") + " copied"
                : "The first "
                    + Moments.count(rows.length)
                    + " of "
                    + Moments.count(all, "event")
                    + " copied; export writes all of them");
  }

  private void raw() {
    model()
        .raw(
            session.selection().row().get(),
            text -> {
              Clip.put(text);
              model().say("The raw record was copied");
            });
  }
}

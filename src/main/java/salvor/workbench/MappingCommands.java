package salvor.workbench;

import java.nio.file.Path;
import javafx.scene.Node;
import salvor.casefile.CaseUnusable;
import salvor.casefile.OpenedCase;
import salvor.evidence.Source;
import salvor.ingest.table.Mappings;
import salvor.jobs.JobState;
import salvor.workbench.casefile.MappingSheet;
import salvor.workbench.casefile.MappingViewModel;
import salvor.workbench.casefile.SourcesTab;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;

/** From a table that nobody can read yet to its events. */
final class MappingCommands {
  private MappingCommands() {}

  static void add(
      Session session, WorkbenchViewModel model, Opener opener, SourcesTab sources, Node window) {
    OpenedCase opened = session.investigation().opened();
    Path folder = opened.folder().orElse(null);
    if (folder == null) {
      return; // there is nowhere to keep it
    }
    sources.mapBy(source -> MappingSheet.open(window, model(session, model, opener, source)));
    session
        .commands()
        .add(
            Command.of(
                "table.map",
                Menus.EDIT,
                "Say what the columns of a table mean",
                "",
                "Among the sources: CSV, TSV, JSON lines and timelines of other programs",
                sources::focus));
  }

  private static MappingViewModel model(
      Session session, WorkbenchViewModel model, Opener opener, Source source) {
    OpenedCase opened = session.investigation().opened();
    String name = session.investigation().name();
    return new MappingViewModel(
        source,
        Mappings.among(opened.mappings()),
        mapping ->
            model
                .jobs()
                .start("Keep a mapping", _ -> kept(opened, mapping))
                .watch(
                    model.fx(),
                    state -> {
                      if (state instanceof JobState.Succeeded<Path>(Path folder)) {
                        model.open(opener.caseFolder(folder, name));
                      }
                    }),
        model.jobs(),
        model.fx());
  }

  private static Path kept(OpenedCase opened, String mapping) throws CaseUnusable {
    opened.keepMapping(mapping);
    return opened.folder().orElseThrow();
  }
}

package salvor.workbench;

import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.evidence.ColumnsViewModel;

/** Which columns the event table has. */
final class TableCommands {
  private TableCommands() {}

  /**
   * Adds the commands.
   *
   * @param choose opens the sheet on which columns are chosen
   */
  static void add(Commands all, ColumnsViewModel columns, Runnable choose) {
    all.add(
        Command.of(
            "table.columns",
            Menus.VIEW,
            "Choose the columns of the table\u2026",
            "",
            "Which columns the events have, in which order",
            choose));
    all.add(
        Command.of(
            "table.columns-reset",
            Menus.VIEW,
            "Columns of the table as at first",
            "",
            "Columns, their order and their widths",
            columns::reset));
  }
}

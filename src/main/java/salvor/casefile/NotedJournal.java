package salvor.casefile;

import java.util.List;

/** A journal whose edits are told to the ledger of the case. */
record NotedJournal(Journal journal, CaseCustody custody) implements Journal {
  @Override
  public void require() throws CaseUnusable {
    journal.require();
  }

  @Override
  public void added(Edit edit, List<Edit> dropped) throws CaseUnusable {
    journal.added(edit, dropped);
    custody.edited(edit);
  }

  @Override
  public void turned(Edit edit) throws CaseUnusable {
    journal.turned(edit);
    custody.edited(edit);
  }

  @Override
  public void put(String key, String value) throws CaseUnusable {
    journal.put(key, value);
  }
}

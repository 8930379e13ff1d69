package salvor.ingest.falco;

import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.ingest.FastLine;

final class FalcoLine implements FastLine {
  @Override
  public boolean read(byte[] bytes, int from, int to, int source, long line, long offset, Rows rows, Tables tables) {
    return false;
  }
}

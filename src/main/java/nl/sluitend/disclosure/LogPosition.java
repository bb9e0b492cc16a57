package nl.sluitend.disclosure;

/**
 * Where a leaf stands in its log. Not yet provable: it is once the transaction is committed and a
 * checkpoint covers it.
 *
 * @param log the log
 * @param index zero-based
 * @param entry the logged bytes, canonical JSON
 * @param leafHash the RFC 6962 leaf hash of the entry, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogPosition(LogName log, long index, byte[] entry, byte[] leafHash) {}

package nl.sluitend.identifier;

import java.util.List;

/** The pupil's persoonsgebonden nummer as a matching key. */
public final class PgnKey extends MatchingKey {

    private final Pgn pgn;

    public PgnKey(Pgn pgn) {
        this.pgn = pgn;
    }

    @Override
    public KeyKind kind() {
        return KeyKind.PGN;
    }

    @Override
    List<String> fields() {
        return List.of(
                switch (pgn) {
                    case Bsn bsn -> bsn.digits();
                    case Onderwijsnummer number -> number.digits();
                });
    }
}

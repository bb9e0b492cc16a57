package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 999, 17, tile/1/999.p/17",
        "2, 1000, 1, tile/2/x001/000.p/1",
        "-1, 12, 255, tile/entries/012.p/255",
    })
    void pathsAreThoseOfTlogTiles(int level, long index, int width, String path)
            throws LogVerificationException {
        TilePath tile = new TilePath(level, index, width);
        assertThat(tile).hasToString(path);
        assertThat(TilePath.parse(path)).isEqualTo(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/0/x000/001",
                "tile/8/000",
                "tile/-1/000",
                "tile/00/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/../../checkpoint",
                "/tile/0/000",
                "tile/0/000/",
                "tile/leaves/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void otherSpellingsAreRefused(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(LogVerificationException.class);
    }

    @Test
    void aLogOfSeventyThousandLeavesHasTheTilesOfTheSpecification() {
        assertThat(TilePath.widthAt(0, 272, 70_000)).isEqualTo(256);
        assertThat(TilePath.widthAt(0, 273, 70_000)).isEqualTo(112);
        assertThat(TilePath.widthAt(0, 274, 70_000)).isZero();
        assertThat(TilePath.widthAt(TilePath.ENTRIES, 273, 70_000)).isEqualTo(112);
        assertThat(TilePath.widthAt(1, 0, 70_000)).isEqualTo(256);
        assertThat(TilePath.widthAt(1, 1, 70_000)).isEqualTo(17);
        assertThat(TilePath.widthAt(2, 0, 70_000)).isEqualTo(1);
        assertThat(TilePath.widthAt(3, 0, 70_000)).isZero();
        assertThat(TilePath.widthAt(0, Long.MAX_VALUE / 2, 70_000)).isZero();
    }
}

package nl.sluitend.convenant;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;

/**
 * What somebody wants to do under a convenant.
 *
 * @param own OIN of this party
 * @param peer OIN of the counterpart that the connection proved
 * @param mode way of reconciling
 * @param purpose code of the purpose
 * @param lane kind of matching key of this session
 * @param suite identifier of RFC 9497
 * @param keyVersion version of the normalisation
 * @param elements pupils on the list in question
 * @param refDate reference date of the run
 * @param at when
 * @param fields what is about to leave, or arrived, of the pupils that matched
 * @param asker who would learn something, when one party alone does
 */
public record PolicyRequest(
        Oin own,
        Oin peer,
        ExchangeMode mode,
        String purpose,
        KeyKind lane,
        String suite,
        String keyVersion,
        int elements,
        LocalDate refDate,
        Instant at,
        List<Convenant.FieldUse> fields,
        Optional<Oin> asker) {

    /** A request that is about fields. */
    public PolicyRequest(
            Oin own,
            Oin peer,
            ExchangeMode mode,
            String purpose,
            KeyKind lane,
            String suite,
            String keyVersion,
            int elements,
            LocalDate refDate,
            Instant at,
            List<Convenant.FieldUse> fields) {
        this(
                own,
                peer,
                mode,
                purpose,
                lane,
                suite,
                keyVersion,
                elements,
                refDate,
                at,
                fields,
                Optional.empty());
    }

    /** A request that is not about fields. */
    public PolicyRequest(
            Oin own,
            Oin peer,
            ExchangeMode mode,
            String purpose,
            KeyKind lane,
            String suite,
            String keyVersion,
            int elements,
            LocalDate refDate,
            Instant at) {
        this(own, peer, mode, purpose, lane, suite, keyVersion, elements, refDate, at, List.of());
    }

    public PolicyRequest {
        fields = List.copyOf(fields);
        if (elements < 0) {
            throw new IllegalArgumentException("a list has no negative length");
        }
    }
}

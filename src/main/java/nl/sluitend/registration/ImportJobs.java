package nl.sluitend.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Imports, by their source system and key. */
@ApplicationScoped
class ImportJobs implements PanacheRepositoryBase<ImportJob, UUID> {

    Optional<ImportJob> findByKey(String sourceSystem, String key) {
        return find("sourceSystem = ?1 and key = ?2", sourceSystem, key).firstResultOptional();
    }

    Optional<ImportJob> findRunning(String sourceSystem) {
        return find("sourceSystem = ?1 and state = ?2", sourceSystem, ImportJob.State.RUNNING)
                .firstResultOptional();
    }
}

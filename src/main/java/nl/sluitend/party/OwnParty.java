package nl.sluitend.party;

import nl.sluitend.identifier.Oin;

/**
 * The organisation that runs this node.
 *
 * @param oin its OIN, equal to the subject serialNumber of both its certificates
 * @param name the name under which it signs
 * @param role what kind of organisation it is
 */
public record OwnParty(Oin oin, String name, PartyRole role) {}

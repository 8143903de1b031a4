package org.alyxtransfer.automation.analysis.plot;

import java.util.Map;

/** The units of well-known attributes, as the ALF dataset types of the IBL describe them. */
final class Units {
    private static final Map<String, String> KNOWN = Map.of(
            "wheel.position", "position (rad)",
            "wheel.velocity", "velocity (rad/s)",
            "wheel.acceleration", "acceleration (rad/s²)",
            "spikes.amps", "amplitude (V)",
            "spikes.depths", "depth (µm)",
            "clusters.depths", "depth (µm)",
            "leftCamera.ROIMotionEnergy", "motion energy (a.u.)",
            "eye.raw", "raw eye signal");

    private Units() {}

    /** The attribute and its unit; the attribute alone where its unit is not known. */
    static String label(String object, String attribute) {
        return KNOWN.getOrDefault(object + "." + attribute, attribute);
    }
}

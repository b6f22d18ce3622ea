namespace MlNetSeq2Seq.Metrics;

/// <summary>What BLEU does where no run of some size is common.</summary>
public enum BleuSmoothing
{
    /// <summary>It is 0 (Papineni et al., ACL 2002).</summary>
    None,

    /// <summary>
    /// The count 0 becomes 0.1; 0 still, where not one unit is common (Chen and Cherry, WMT 2014, method 1; NLTK's method1).
    /// </summary>
    Epsilon,
}

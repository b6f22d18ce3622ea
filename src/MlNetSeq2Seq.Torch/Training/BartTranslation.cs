namespace MlNetSeq2Seq.Training;

/// <summary>
/// The stages in which a BART with a new encoder for sources, its config's <c>source_encoder_layers</c>, learns to translate into the
/// language it was trained on. Source: Lewis et al., arXiv 1910.13461, sections 3.4 and 5.3.
/// </summary>
public static class BartTranslation
{
    /// <summary>
    /// What learns in the first stage: the new encoder, the positions of BART's encoder and decoder, and the weights by which the first
    /// layer of BART's encoder makes queries, keys and values.
    /// </summary>
    public static IReadOnlyList<string> FirstStage { get; } =
    [
        "model.source_encoder.",
        "model.encoder.embed_positions.",
        "model.decoder.embed_positions.",
        "model.encoder.layers.0.self_attn.q_proj.weight",
        "model.encoder.layers.0.self_attn.k_proj.weight",
        "model.encoder.layers.0.self_attn.v_proj.weight",
    ];

    /// <summary>First the new encoder and what touches it, then everything until the training ends.</summary>
    /// <param name="firstStageSteps">The steps of the first stage, at least 1.</param>
    /// <param name="secondStageLearningRate">The peak of the learning rate in the second stage, above 0; null for the training's.</param>
    /// <returns>The two stages, for <see cref="TrainingOptions.Stages"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first stage has no step.</exception>
    public static IReadOnlyList<TrainingStage> Stages(long firstStageSteps, double? secondStageLearningRate = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstStageSteps, 1);
        return
        [
            new TrainingStage { Steps = firstStageSteps, TrainablePatterns = FirstStage },
            new TrainingStage { LearningRate = secondStageLearningRate },
        ];
    }
}

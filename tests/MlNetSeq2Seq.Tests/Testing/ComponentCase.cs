using System.Text.Json;
using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A row component with options and rows to work on: what the contract tests run over.</summary>
/// <param name="Estimator">The component.</param>
/// <param name="Options">The options it was made with.</param>
/// <param name="IsNoisy">Whether these options make it draw noise.</param>
/// <param name="Data">The rows in a cache, which can shuffle them and deal them out to several cursors.</param>
/// <param name="Stream">The same rows with the same ids in a view that can do neither.</param>
/// <param name="Mapped">What a transformer makes of the rows when it reads them as a view, as JSON.</param>
/// <param name="Predicted">What it makes of the rows when a prediction engine gets them one by one, as JSON.</param>
internal sealed record ComponentCase(
    IEstimator<RowTransformer> Estimator,
    object Options,
    bool IsNoisy,
    Func<MLContext, IDataView> Data,
    Func<MLContext, IDataView> Stream,
    Func<MLContext, ITransformer, string[]> Mapped,
    Func<MLContext, ITransformer, string[]> Predicted)
{
    public RowTransformer Fit(MLContext ml) => Estimator.Fit(Data(ml));

    /// <summary>A case; columns that <typeparamref name="TOutput"/> lacks are not compared in predictions.</summary>
    public static ComponentCase Of<TOptions, TInput, TOutput>(RowEstimator<TOptions> estimator, TInput[] rows, bool isNoisy)
        where TOptions : notnull
        where TInput : class
        where TOutput : class, new() => new(
            estimator,
            estimator.Options,
            isNoisy,
            Data: ml => ml.Data.Cache(ml.Data.LoadFromEnumerable(rows)),
            Stream: ml => ml.Data.LoadFromEnumerable(rows),
            Mapped: (ml, model) =>
            [
                .. ml.Data.CreateEnumerable<TOutput>(
                    model.Transform(ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false, ignoreMissingColumns: true)
                    .Select(row => JsonSerializer.Serialize(row)),
            ],
            Predicted: (ml, model) =>
            {
                using PredictionEngine<TInput, TOutput> engine = ml.Model.CreatePredictionEngine<TInput, TOutput>(
                    model, new PredictionEngineOptions { IgnoreMissingColumns = true, OwnsTransformer = false });
                return [.. rows.Select(row => JsonSerializer.Serialize(engine.Predict(row)))];
            });
}

using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>
/// Clipping of gradients 3 ramp(2, 2) and ramp(3); expected numbers by PyTorch 1.13, with ramp of <see cref="ModuleNumbers"/>.
/// </summary>
public class ClipGradNormTests
{
    // torch.nn.utils.clip_grad_norm_(p, 1.)
    [Fact]
    public void Gradients_are_scaled_to_the_norm_and_the_old_norm_is_returned()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();

        double norm = nn.utils.clip_grad_norm_(parameters, 1.0);

        Assert.Equal(3.830388307571411, norm, 1e-6);
        AssertEqual([
            -0.7832102f, -0.4895064f, -0.1958026f, 0.09790128f], parameters[0].grad!);
        AssertEqual([-0.2610701f, -0.1631688f, -0.06526752f], parameters[1].grad!);
    }

    [Fact]
    public void Gradients_within_the_norm_stay_as_they_are()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();

        Assert.Equal(3.830388307571411, nn.utils.clip_grad_norm_(parameters, 4.0), 1e-6);

        Assert.Equal(Values(3 * Ramp(2, 2)), Values(parameters[0].grad!));
    }

    // clip_grad_norm_(p, 2., norm_type=1) and clip_grad_norm_(p, .5, norm_type=inf)
    [Fact]
    public void Other_norms_can_be_chosen()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        Assert.Equal(7.875, nn.utils.clip_grad_norm_(parameters, 2.0, norm_type: 1), 1e-6);
        AssertEqual([
            -0.7619046f, -0.4761904f, -0.1904761f, 0.09523807f], parameters[0].grad!);

        parameters = Parameters();
        Assert.Equal(3.0, nn.utils.clip_grad_norm_(parameters, 0.5, double.PositiveInfinity), 1e-6);
        AssertEqual([
            -0.1666666f, -0.1041666f, -0.04166665f], parameters[1].grad!);
    }

    [Fact]
    public void Parameters_without_gradient_do_not_count()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        parameters[1].grad = null;

        Assert.Equal(Values(3 * Ramp(2, 2)).Select(x => (double)x * x).Sum(), Math.Pow(nn.utils.clip_grad_norm_(parameters, 100), 2), 1e-4);
        Assert.Null(parameters[1].grad);
    }

    [Fact]
    public void Without_any_gradient_the_norm_is_zero()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.Equal(0.0, nn.utils.clip_grad_norm_([RampParameter(2)], 1.0));
    }

    // torch.nn.utils.clip_grad_value_(p, .5)
    [Fact]
    public void Values_are_cut_one_by_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();

        nn.utils.clip_grad_value_(parameters, 0.5);

        AssertEqual([-0.5f, -0.5f, -0.5f, 0.375f], parameters[0].grad!);
    }

    [Fact]
    public void Parameters_become_a_vector_and_are_taken_from_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();

        Tensor vector = nn.utils.parameters_to_vector(parameters);
        AssertEqual([7], [.. Values(Ramp(2, 2)), .. Values(Ramp(3))], vector);

        nn.utils.vector_to_parameters(arange(7, ScalarType.Float32), parameters);
        AssertEqual([2, 2], [0, 1, 2, 3], parameters[0]);
        AssertEqual([3], [4, 5, 6], parameters[1]);
    }

    private static Parameter[] Parameters()
    {
        Parameter[] parameters = [RampParameter(2, 2), RampParameter(3)];
        parameters[0].grad = 3 * Ramp(2, 2);
        parameters[1].grad = Ramp(3);
        return parameters;
    }
}

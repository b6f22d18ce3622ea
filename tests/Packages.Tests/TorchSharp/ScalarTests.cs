using TorchSharp;
using static Packages.Tests.TorchSharp.TensorNumbers;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Numbers of any type as arguments.</summary>
public class ScalarTests
{
    [Fact]
    public void A_scalar_remembers_the_kind_of_its_number()
    {
        Scalar whole = 3;
        Scalar real = 2.5f;
        Scalar truth = true;

        Assert.Equal(ScalarType.Int64, whole.Type);
        Assert.Equal(ScalarType.Float64, real.Type);
        Assert.Equal(ScalarType.Bool, truth.Type);
    }

    [Fact]
    public void A_scalar_is_read_as_any_type()
    {
        Scalar number = 2.75;

        Assert.Equal(2.75f, number.ToSingle());
        Assert.Equal(2.75, number.ToDouble());
        Assert.Equal(2, number.ToInt32());
        Assert.Equal(2L, number.ToInt64());
        Assert.Equal((Half)2.75, number.ToHalf());
        Assert.True(number.ToBoolean());
        Assert.Equal(7, ((Scalar)7L).ToByte());
    }

    [Fact]
    public void A_scalar_serves_many_times()
    {
        Scalar factor = 3;

        AssertEqual([27], ones(1).mul(factor).mul(factor).mul(factor));
    }

    [Fact]
    public void A_scalar_may_not_be_used_after_it_was_disposed()
    {
        Scalar factor = 3;
        factor.Dispose();

        Assert.Throws<InvalidOperationException>(() => ones(1).mul(factor));
    }

    [Fact]
    public void Optional_scalars_may_be_left_out() =>
        AssertEqual([0, 5], tensor(new[] { -1f, 5 }).clamp(min: (Scalar)0));
}

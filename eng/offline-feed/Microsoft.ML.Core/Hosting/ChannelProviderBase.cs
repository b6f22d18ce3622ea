using System;

namespace Microsoft.ML.Runtime
{
    /// <summary>Whatever has a place among hosts and channels; it writes that place into the exceptions that pass through it.</summary>
    internal abstract class ChannelProviderBase : IExceptionContext
    {
        protected ChannelProviderBase(string shortName, string parentFullName, bool verbose)
        {
            ShortName = string.IsNullOrEmpty(shortName) ? null : shortName;
            ParentFullName = string.IsNullOrEmpty(parentFullName) ? null : parentFullName;
            FullName = ParentFullName is null ? ShortName : $"{ParentFullName}; {ShortName}";
            Verbose = verbose;
        }

        public string ShortName { get; }

        public string ParentFullName { get; }

        public string FullName { get; }

        public bool Verbose { get; }

        /// <summary>How many hosts lie above.</summary>
        public abstract int Depth { get; }

        public virtual string ContextDescription => FullName;

        public virtual TException Process<TException>(TException ex)
            where TException : Exception
        {
            if (ex is not null)
            {
                ex.Data[ExceptionContextKeys.ThrowingComponent] = ShortName;
                ex.Data[ExceptionContextKeys.ParentComponent] = ParentFullName;
                Contracts.Mark(ex);
            }

            return ex;
        }

        public static class ExceptionContextKeys
        {
            public const string ThrowingComponent = "Throwing component";
            public const string ParentComponent = "Parent component";
            public const string Phase = "Phase";
        }
    }

    /// <summary>Who sent a message.</summary>
    internal interface IMessageSource
    {
        string ShortName { get; }

        string FullName { get; }

        bool Verbose { get; }
    }
}

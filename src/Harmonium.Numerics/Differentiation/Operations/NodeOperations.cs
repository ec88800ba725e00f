using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// What can be done with nodes. Shapes follow <see cref="Tensor"/>: a value is a matrix of its rows and all other dimensions taken as columns.
/// </summary>
public static class NodeOperations
{
    /// <param name="node">The node that an operation begins with.</param>
    extension(Node node)
    {
        /// <summary>The product of two matrices, op(this) op(other), with op the transposition where asked for.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Multiply(Node other, bool transposeLeft = false, bool transposeRight = false) =>
            new MatrixProduct(node, other, transposeLeft, transposeRight);

        /// <summary>f(this · weights + bias), [batch, inputs] → [batch, units]; one operation, since its parts would each walk over the memory.</summary>
        /// <param name="weights">[inputs, units].</param>
        /// <param name="bias">[units]; null for none.</param>
        /// <param name="activation">f; the identity when not given.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Linear(Node weights, Node? bias, Activation? activation = null) => new LinearLayer(node, weights, bias, activation ?? Activation.Linear);

        /// <summary>f of every number.</summary>
        public Node Apply(Activation f) => new Activated(node, f);

        /// <summary>factor · x + term for every number.</summary>
        public Node Scale(float factor, float term = 0) => new Scaled(node, factor, term);

        /// <summary>The sum, number by number. A single number, a row [columns] or a column [rows, 1] is taken as often as needed.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Add(Node other) => Combined.Of(Combination.Sum, node, other);

        /// <summary>The difference, number by number, with smaller shapes spread as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Subtract(Node other) => Combined.Of(Combination.Difference, node, other);

        /// <summary>The product, number by number, with smaller shapes spread as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Times(Node other) => Combined.Of(Combination.Product, node, other);

        /// <summary>The quotient, number by number, with smaller shapes spread as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Over(Node other) => Combined.Of(Combination.Quotient, node, other);

        /// <summary>Σ_rows, [rows, columns] → [columns].</summary>
        public Node SumRows() => new RowsSummed(node);

        /// <summary>Σ_columns, [rows, columns] → [rows, 1].</summary>
        public Node SumColumns() => new ColumnsSummed(node);

        /// <summary>The sum of all numbers, [1].</summary>
        public Node Sum() => node.SumColumns().Reshape(-1, 1).SumRows();

        /// <summary>The mean of all numbers, [1]; 0 of none.</summary>
        public Node Mean() => node.Sum().Scale(1f / Math.Max(1, node.Value.Count));

        /// <summary>The same numbers under another shape; nothing is copied.</summary>
        /// <exception cref="ArgumentException">The shape holds another number of numbers.</exception>
        public Node Reshape(params ReadOnlySpan<int> shape) => new Reshaped(node, node.Value.Reshape(shape));

        /// <summary>Rows start to start + count; nothing is copied.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside.</exception>
        public Node RowRange(int start, int count) => new RowSlice(node, start, count);

        /// <summary>Columns start to start + count, [rows, count].</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside.</exception>
        public Node ColumnRange(int start, int count) => new ColumnSlice(node, start, count);

        /// <summary>Each row's exponentials over their sum.</summary>
        public Node Softmax() => new SoftmaxValues(node);

        /// <summary>
        /// −log softmax(this)[label], its mean over the batch, [1], in nats; fused, since its gradient is just softmax minus target.
        /// </summary>
        /// <param name="labels">The class of each row.</param>
        /// <param name="smoothing">The share of the target that is spread over all classes (Szegedy et al. 2016), 0 to below 1.</param>
        /// <exception cref="ArgumentException">There are more or fewer labels than rows, or one is no column.</exception>
        public LossNode SoftmaxCrossEntropy(int[] labels, float smoothing = 0) => new SoftmaxLoss(node, labels, smoothing);

        /// <summary>
        /// −Σ t log σ(x) + (1 − t) log(1 − σ(x)) over columns, its mean over the batch, [1], in nats; x are this node's numbers, before the logistic function.
        /// </summary>
        /// <param name="targets">t, from 0 to 1, in this node's shape.</param>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public LossNode BernoulliCrossEntropy(Tensor targets) => new BernoulliLoss(node, targets);

        /// <summary>½ Σ (x − t)² over columns, its mean over the batch, [1].</summary>
        /// <param name="targets">t, in this node's shape.</param>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public LossNode SquaredError(Tensor targets) => new SquaredLoss(node, targets);

        /// <summary>
        /// (x − mean)/√(variance + ε), with mean and variance of each column over the batch (Ioffe &amp; Szegedy 2015) or of each row over its columns
        /// (Ba, Kiros, Hinton 2016).
        /// </summary>
        /// <param name="ofColumns">Whether columns are normalized over the rows.</param>
        /// <param name="epsilon">ε, above 0.</param>
        public NormalizedNode Normalize(bool ofColumns, float epsilon = 1e-5f) => new Normalization(node, ofColumns, epsilon);

        /// <summary>0 with a probability, x/(1 − probability) else (Srivastava et al. 2014); which ones is a function of the stream alone.</summary>
        /// <param name="probability">Of leaving a number out, 0 to below 1.</param>
        /// <param name="random">The stream of this step and place.</param>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1).</exception>
        public Node Dropout(float probability, RandomStream random) => probability == 0 ? node : new Dropped(node, probability, random);

        /// <summary>Row indices[i] of this table as row i, plus a bias: the product of one-hot rows with it, without the product.</summary>
        /// <param name="indices">The rows wanted; must not change before the tape is reset.</param>
        /// <param name="bias">[columns]; null for none.</param>
        /// <returns>[indices, columns], written out when its value is first asked for: ask before the table or the bias change.</returns>
        /// <exception cref="ArgumentException">An index is no row.</exception>
        public Node Lookup(int[] indices, Node? bias = null) => new LookedUp(node, indices, bias);

        /// <summary>
        /// f(filters moved over planes + bias): planes [channels, height, width, batch] → [filters, height′, width′, batch].
        /// Images stand innermost (as in Krizhevsky 2014): what a number of a filter looks at is a row of them, and nothing need be copied to be multiplied.
        /// </summary>
        /// <param name="filters">[filters, channels·side²].</param>
        /// <param name="bias">[filters]; null for none.</param>
        /// <param name="side">The height and width of a filter.</param>
        /// <param name="padding">How many zeros stand around each plane.</param>
        /// <param name="activation">f; the identity when not given.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Convolve(Node filters, Node? bias, int side, int padding = 0, Activation? activation = null) =>
            new Convolution(node, filters, bias, side, padding, activation ?? Activation.Linear);

        /// <summary>
        /// The mean of each window of side × side numbers of planes, [channels, height, width, batch]; what does not fill a window is left out.
        /// </summary>
        /// <exception cref="ArgumentException">These are no planes, or the side is no size for them.</exception>
        public Node AveragePool(int side) => new Pooling(node, side, largest: false);

        /// <summary>The largest number of each such window.</summary>
        /// <exception cref="ArgumentException">These are no planes, or the side is no size for them.</exception>
        public Node MaximumPool(int side) => new Pooling(node, side, largest: true);

        /// <summary>Planes [channels, height, width, batch] as rows [batch, channels·height·width].</summary>
        /// <exception cref="ArgumentException">These are no planes.</exception>
        public Node PlanesToRows()
        {
            (int channels, int height, int width, int batch) = Planes.SizesOf(node);
            int numbers = channels * height * width;
            return new Turned(node, numbers, batch, batch, numbers);
        }

        /// <summary>Rows [batch, channels·height·width] as planes [channels, height, width, batch].</summary>
        /// <exception cref="ArgumentException">The rows have another length.</exception>
        public Node RowsToPlanes(int channels, int height, int width)
        {
            if (channels * height * width != node.Value.Columns)
                throw new ArgumentException($"Rows of {node.Value.Columns} numbers are no {channels} planes of {height} × {width}.");
            return new Turned(node, node.Value.Rows, node.Value.Columns, channels, height, width, node.Value.Rows);
        }

        /// <summary>
        /// Long short-term memory over a whole sequence (Hochreiter &amp; Schmidhuber 1997; forget gates of Gers, Schmidhuber, Cummins 2000):
        /// i, f, o = σ, g = tanh of x + h′W; c = f c′ + i g; h = o tanh c. This node is x, [steps·batch, 4·units], step after step, with blocks i, f, o, g.
        /// </summary>
        /// <param name="recurrent">W, [units, 4·units].</param>
        /// <param name="outputs">h before the first step, [batch, units].</param>
        /// <param name="cells">c before the first step, [batch, units].</param>
        /// <returns>h, [steps·batch, units].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public MemoryNode Remember(Node recurrent, Tensor outputs, Tensor cells) => new Lstm(node, recurrent, outputs, cells);

        /// <summary>Nodes of equally many rows side by side, [rows, Σ columns].</summary>
        /// <exception cref="ArgumentException">There are none, or their rows differ.</exception>
        public static Node Concatenate(params IReadOnlyList<Node> parts) => new Concatenation(parts);

        /// <summary>Nodes of equally many columns below each other, [Σ rows, columns].</summary>
        /// <exception cref="ArgumentException">There are none, or their columns differ.</exception>
        public static Node Stack(params IReadOnlyList<Node> parts) => new Stacked(parts);
    }
}

/** Who took an account over, and when. */
export interface TakenOverBy {
  name: string;
  at: Date;
}
